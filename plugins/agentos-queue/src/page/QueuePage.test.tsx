import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  aJob,
  anEvent,
  aQueue,
  aSchedule,
  renderWithAgentOs,
  type RenderWithAgentOsOptions,
} from '@agentos-portal/plugin-agentos-react/testUtils';
import { PageFrame } from '@agentos-portal/plugin-agentos-react';
import { QueuePage } from './QueuePage';

const EMBED = aQueue({ id: 's.embed', name: 'embed' });
const OCR = aQueue({
  id: 's.ocr',
  name: 'ocr',
  consumers: 0,
  queued: 37,
  health: 'critical',
  reasons: ['37 waiting, no consumer'],
  score: null,
  waitP95Ms: null,
});
const REPORT = aQueue({ id: 's.report', name: 'report', paused: true, health: 'degraded' });

const show = (options: RenderWithAgentOsOptions = {}) =>
  renderWithAgentOs(
    <PageFrame label="Queue">
      <QueuePage />
    </PageFrame>,
    { ...options, sections: { queues: [EMBED, OCR, REPORT], ...options.sections } },
  );

const names = () =>
  within(screen.getByRole('table', { name: 'Queues' }))
    .getAllByRole('rowheader')
    .map(cell => cell.textContent);
const row = (name: string) => screen.getByRole('row', { name: new RegExp(`^${name} `) });

describe('QueuePage', () => {
  it('shows every queue, the worst first, and what they add up to', async () => {
    await show();

    expect(names()).toEqual(['ocr', 'report', 'embed']);
    expect(screen.getByText(/3 queues · 61 queued · 9 processing/)).toBeInTheDocument();
    expect(screen.getByText(/1 consumed by/)).toHaveTextContent('nobody');
  });

  it('says that nobody consumes a queue with a word, and shows no 0', async () => {
    await show({ sections: { schedules: [aSchedule({ id: 's.o', queue: 'ocr' })] } });

    expect(within(row('ocr')).getByText('nobody')).toHaveAttribute('data-status', 'nobody');
    expect(within(row('ocr')).queryByText('0')).not.toBeInTheDocument();
    expect(within(row('embed')).queryByText('nobody')).not.toBeInTheDocument();
  });

  it('shows what nobody measured as a dash', async () => {
    await show();

    // Wait p95 and score.
    expect(within(row('ocr')).getAllByTitle('not measured')).toHaveLength(2);
  });

  it('explains the health and marks what is paused', async () => {
    await show();

    expect(within(row('report')).getByText('paused')).toBeInTheDocument();
    await userEvent.hover(within(row('ocr')).getByText('critical'));
    expect(await screen.findByRole('tooltip')).toHaveTextContent('37 waiting, no consumer');
  });

  it('changes a row in place', async () => {
    const page = await show();

    await page.commit({ upsert: { queues: [{ ...EMBED, queued: 4321 }] } });

    expect(within(row('embed')).getByText('4,321')).toBeInTheDocument();
    expect(names()).toEqual(['ocr', 'report', 'embed']);
  });

  it('takes order, filter and open panel from the URL', async () => {
    await show({ path: '/?sort=name&q=e%20r&selected=s.embed' });

    expect(names()).toEqual(['ocr', 'report']);
    expect(screen.getByRole('textbox', { name: 'Filter queues' })).toHaveValue('e r');
    expect(screen.getByRole('dialog', { name: 'embed' })).toBeInTheDocument();
  });

  it('finds queues by their state', async () => {
    await show({ path: '/?q=nobody' });

    expect(names()).toEqual(['ocr']);
  });

  it('opens a queue by keyboard: its jobs, its schedules and every field', async () => {
    await show({
      sections: {
        jobs: [
          aJob({ id: 's.embed.1', sourceId: '1', name: 'embed.document', queue: 'embed', state: 'failed' }),
          aJob({ id: 's.ocr.1', name: 'ocr.page', queue: 'ocr' }),
          aJob({ id: 'x.embed.1', name: 'other.source', queue: 'embed', source: 'x' }),
        ],
        schedules: [
          aSchedule({ id: 's.n', name: 'nightly', queue: 'embed' }),
          aSchedule({ id: 's.o', queue: 'ocr' }),
        ],
      },
    });

    await userEvent.keyboard('{j>3/}{Enter}');

    const panel = within(screen.getByRole('dialog', { name: 'embed' }));
    expect(panel.getAllByRole('rowheader').map(cell => cell.textContent)).toEqual([
      'embed.document 1',
      'nightly',
    ]);
    expect(panel.getByText('0 3 * * *')).toBeInTheDocument();
    expect(panel.getByText('All fields')).toBeInTheDocument();
  });

  it.each([
    ['loading', 'loading' as const, 'Loading queues'],
    ['cold', { status: 'empty' as const }, 'Collecting queues for the first time'],
  ])('waits while it is %s', async (_, queues, label) => {
    await show({ sections: { queues } });

    expect(screen.getByRole('status', { name: label })).toBeInTheDocument();
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
  });

  it.each([
    ['empty', [], /Name queues under/],
    ['forbidden', 'forbidden' as const, /It needs the permission/],
    ['failed', { status: 'failed' as const, error: 'ECONNREFUSED' }, /ECONNREFUSED\. There is no earlier/],
  ])('says what to do when it is %s', async (_, queues, text) => {
    await show({ sections: { queues } });

    expect(screen.getByText(text)).toBeInTheDocument();
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
  });

  it.each([
    ['stale', { rows: [EMBED], status: 'stale' as const, ageMs: 42_000 }, /stale, last proved 42 s ago/],
    [
      'failed',
      { rows: [EMBED], status: 'failed' as const, error: 'ECONNREFUSED', ageMs: 1_000 },
      /ECONNREFUSED · values of 1 s ago/,
    ],
  ])('keeps the last rows when it is %s', async (_, queues, text) => {
    await show({ sections: { queues } });

    expect(screen.getByText(text)).toBeInTheDocument();
    expect(names()).toEqual(['embed']);
  });

  it('says that the connection is lost', async () => {
    const page = await show();

    await page.setLiveState('reconnecting', { attempts: 2 });

    expect(screen.getByText('Reconnecting', { selector: '[role="status"]' })).toBeInTheDocument();
    expect(names()).toHaveLength(3);
  });

  it('opens a job of the queue and goes back to the queue', async () => {
    const job = aJob({ id: 's.embed.1', name: 'embed.document', queue: 'embed', state: 'failed' });
    const page = await show({
      path: '/?selected=s.embed',
      sections: { jobs: [job] },
      api: { getJob: async () => ({ job, denied: [] }), getJobLogs: async () => ({ items: [] }) },
    });

    await userEvent.click(screen.getByRole('button', { name: /^embed.document/ }));
    expect(await screen.findByRole('dialog', { name: 'embed.document' })).toBeInTheDocument();
    await page.emit(anEvent({ type: 'job:done', data: { jobId: job.id } }));

    await userEvent.keyboard('{Escape}');
    expect(screen.getByRole('dialog', { name: 'embed' })).toBeInTheDocument();
  });
});
