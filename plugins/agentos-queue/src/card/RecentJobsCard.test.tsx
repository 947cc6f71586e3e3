import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { PageFrame } from '@agentos-portal/plugin-agentos-react';
import {
  aJob,
  anEvent,
  capable,
  FakeOperations,
  renderWithAgentOs,
  type RenderWithAgentOsOptions,
} from '@agentos-portal/plugin-agentos-react/testUtils';
import { RecentJobsCard } from './RecentJobsCard';

const FAILED = aJob({
  id: 's.embed.1',
  sourceId: '1',
  name: 'embed',
  state: 'failed',
  finishedAt: '2026-01-01T11:58:00.000Z',
});
const RUNNING = aJob({
  id: 's.embed.2',
  sourceId: '2',
  name: 'embed',
  startedAt: '2026-01-01T11:00:00.000Z',
});

async function show(options: RenderWithAgentOsOptions = {}) {
  const operations = new FakeOperations();
  const page = await renderWithAgentOs(
    <PageFrame label="Control room">
      <RecentJobsCard />
      <input aria-label="text" />
    </PageFrame>,
    {
      sections: { jobs: [FAILED, RUNNING] },
      operations,
      api: { getJob: async () => ({ job: FAILED, denied: [] }), ...capable(['job.retry', 'job.cancel']) },
      ...options,
    },
  );
  return { page, operations };
}

const row = (name: string) => screen.getByRole('button', { name, hidden: true }).closest('tr')!;
const usable = (name: string) =>
  waitFor(() =>
    screen
      .getAllByRole('button', { name })
      .forEach(button => expect(button).toHaveAttribute('aria-disabled', 'false')),
  );
const expected = (element: HTMLElement) => element.querySelectorAll('[data-expected]');

describe('RecentJobsCard', () => {
  it('r retries the job the keyboard stands on: the row and the open panel show at once what is expected', async () => {
    const { page, operations } = await show();
    await usable('Retry job embed 1');
    await userEvent.click(screen.getByRole('button', { name: 'embed 1' }));
    await screen.findByRole('dialog', { name: 'embed' });
    act(() => row('embed 1').querySelector('button')!.focus());

    await userEvent.keyboard('r');

    expect(within(row('embed 1')).getByText('queued')).toHaveAttribute('data-expected');
    expect(expected(screen.getByRole('dialog'))).toHaveLength(1);
    await waitFor(() =>
      expect(operations.asked).toEqual([
        ['start', expect.objectContaining({ kind: 'job.retry', targets: { ids: [FAILED.id] } })],
      ]),
    );

    await page.commit({ upsert: { jobs: [{ ...FAILED, state: 'queued' }] } });
    expect(within(row('embed 1')).getByText('queued')).toBeInTheDocument();
    // What it offers now is another thing, and nobody asked for that.
    expect(within(row('embed 1')).getByRole('button', { name: 'Cancel job embed 1' })).toBeInTheDocument();
    expect(expected(document.body)).toHaveLength(0);
  });

  it('r retries the job whose panel is open when no row has the focus', async () => {
    const { operations } = await show({ path: `/?job=${FAILED.id}` });
    await screen.findByRole('dialog', { name: 'embed' });
    await usable('Retry job embed in embed');

    await userEvent.keyboard('r');

    await waitFor(() => expect(operations.asked).toHaveLength(1));
  });

  it('c asks before it stops a running job, and says that its worker will be told', async () => {
    const { operations, page } = await show();
    await usable('Cancel job embed 2');
    act(() => row('embed 2').querySelector('button')!.focus());

    await userEvent.keyboard('c');

    const dialog = within(await screen.findByRole('dialog'));
    expect(await dialog.findByText(/^It runs: its worker is told to stop it/)).toBeInTheDocument();
    await userEvent.click(dialog.getByRole('button', { name: 'Cancel 1' }));
    expect(within(row('embed 2')).getByText('cancelling')).toHaveAttribute('data-expected');
    expect(operations.asked).toEqual([
      ['plan', expect.objectContaining({ kind: 'job.cancel', params: { terminate: true } })],
      ['startPlan', expect.anything()],
    ]);

    // The row offers nothing more, and the dialog still says how it went.
    operations.end({ succeeded: 1 });
    await page.commit({ upsert: { jobs: [{ ...RUNNING, state: 'cancelled' }] } });
    await page.emit(
      anEvent({ type: 'operation:progress', rooms: ['user:user:default/ada'], data: { operationId: 'op1' } }),
    );
    expect(await dialog.findByText(/^Done: 1 succeeded/)).toBeInTheDocument();
    await userEvent.click(dialog.getByRole('button', { name: 'Close' }));
    expect(within(row('embed 2')).queryByRole('button', { name: /^Cancel/ })).not.toBeInTheDocument();
  });

  it('keys do nothing while somebody types, without a row, or where the row does not offer it', async () => {
    const { operations } = await show();
    await usable('Retry job embed 1');
    await userEvent.keyboard('rc');
    await userEvent.type(screen.getByRole('textbox', { name: 'text' }), 'rc');
    act(() => row('embed 2').querySelector('button')!.focus());
    await userEvent.keyboard('r');
    act(() => row('embed 1').querySelector('button')!.focus());
    await userEvent.keyboard('c');

    expect(operations.asked).toEqual([]);
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('a key that the person may not use leads to the reason', async () => {
    const { operations } = await show({ permissions: { 'agentos.job.operate': false } });
    const button = screen.getByRole('button', { name: 'Retry job embed 1' });
    act(() => row('embed 1').querySelector('button')!.focus());

    await userEvent.keyboard('r');

    expect(button).toHaveFocus();
    await userEvent.hover(button);
    expect(await screen.findByRole('tooltip')).toHaveTextContent('agentos.job.operate');
    expect(operations.asked).toEqual([]);
  });
});
