import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { PageFrame } from '@agentos-portal/plugin-agentos-react';
import {
  aJob,
  aQueue,
  capable,
  FakeOperations,
  renderWithAgentOs,
} from '@agentos-portal/plugin-agentos-react/testUtils';
import { NeedsAttention } from './NeedsAttention';

const JOBS = ['1', '2'].map(id =>
  aJob({ id: `s.embed.${id}`, sourceId: id, name: 'embed', state: 'failed' }),
);

async function show(operations: FakeOperations) {
  const page = await renderWithAgentOs(
    <PageFrame label="Control room">
      <NeedsAttention />
    </PageFrame>,
    {
      sections: {
        jobs: JOBS,
        queues: [aQueue({ id: 's.ocr', name: 'ocr', paused: true, health: 'critical' })],
      },
      operations,
      api: capable(['job.retry', 'queue.resume']),
    },
  );
  const retry = await screen.findByRole('button', { name: /^Retry 2/ });
  await waitFor(() => expect(retry).toHaveAttribute('aria-disabled', 'false'));
  return { page, retry };
}

const item = (text: RegExp) => screen.getByText(text).closest('li')!;
const confirm = async (name: string) => {
  fireEvent.change(await screen.findByLabelText(/Reason/), { target: { value: 'the model is back' } });
  await userEvent.click(screen.getByRole('button', { name }));
};

describe('NeedsAttention', () => {
  it('r asks, and then the item says what its jobs are expected to become until they are', async () => {
    const operations = new FakeOperations();
    const { page, retry } = await show(operations);
    act(() => retry.focus());
    await userEvent.keyboard('r');
    await confirm('Retry 2');

    const failed = item(/^2 jobs embed failed/);
    expect(failed).toHaveTextContent('2 queued, expected, not confirmed yet');
    expect(operations.asked.map(([route]) => route)).toEqual(['plan', 'startPlan']);

    await page.commit({ upsert: { jobs: [{ ...JOBS[0], state: 'queued' }] } });
    expect(item(/^1 job embed failed/)).toHaveTextContent('queued, expected, not confirmed yet');
  });

  it('says which were not done, and why', async () => {
    const { retry } = await show(
      new FakeOperations().end({ total: 2, skipped: 2 }, [
        { id: JOBS[0].id, code: 'BLOCKED', message: 'its queue is closed' },
        { id: JOBS[1].id, code: 'BLOCKED', message: 'its queue is closed' },
      ]),
    );
    await userEvent.click(retry);
    await confirm('Retry 2');

    expect(
      await within(item(/^2 jobs embed failed/)).findByText(
        /2: Retry not done: its queue is closed \(BLOCKED\)/,
      ),
    ).toBeInTheDocument();
    expect(document.querySelector('[data-expected]')).not.toBeInTheDocument();
  });

  it('shows a queue as resumed before it is', async () => {
    await show(new FakeOperations());
    await userEvent.click(screen.getByRole('button', { name: /^Resume for/ }));
    await confirm('Resume 1');

    expect(within(item(/^Queue ocr/)).getByText('resumed')).toHaveAttribute('data-expected');
  });
});
