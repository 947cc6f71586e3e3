import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  aJob,
  renderWithAgentOs,
  type RenderWithAgentOsOptions,
} from '@agentos-portal/plugin-agentos-react/testUtils';
import { JobPanel } from './JobPanel';

const JOB = aJob({
  id: 's.embed.1',
  name: 'embed.document',
  state: 'failed',
  attempt: 2,
  maxAttempts: 3,
  runMs: 2_100,
  error: { type: 'TimeoutError', message: 'no answer', fingerprint: null },
  objective: { targetMs: 60_000, deadline: '2026-01-01T12:01:00.000Z', status: 'at_risk' },
});

const DETAIL = {
  job: JOB,
  denied: [],
  args: { document: 'doc-17' },
  attempts: [
    {
      attempt: 1,
      startedAt: '2026-01-01T11:59:00.000Z',
      error: 'no answer',
      stack: 'TimeoutError\n  at embed',
    },
    { attempt: 2, startedAt: '2026-01-01T12:00:00.000Z' },
  ],
  timeline: [{ at: '2026-01-01T11:58:00.000Z', state: 'queued', detail: 'by a schedule' }],
  error: { type: 'TimeoutError', message: 'no answer', stack: 'TimeoutError\n  at embed' },
};

const show = (options: RenderWithAgentOsOptions = {}) =>
  renderWithAgentOs(<JobPanel id={JOB.id} onClose={() => {}} />, {
    sections: { jobs: [JOB] },
    ...options,
    api: {
      getJob: async () => DETAIL,
      getJobLogs: async () => ({ items: [{ line: 0, text: 'reading', level: 'info' }] }),
      ...options.api,
    },
  });
const section = (name: string) => within(screen.getByText(name, { selector: 'h3' }).parentElement!);

describe('JobPanel', () => {
  it('shows where the job stands, why it failed, its attempts, timeline, payload and log', async () => {
    await show();

    expect(section('Now').getByText('failed')).toBeInTheDocument();
    expect(section('Now').getByText('at risk')).toBeInTheDocument();
    expect(section('Now').getByText('2 of 3')).toBeInTheDocument();
    expect(section('Now').getByText('2.1 s')).toBeInTheDocument();
    expect(await screen.findByText('Attempt 1: no answer')).toBeInTheDocument();
    expect(section('Last failure').getByText('TimeoutError: no answer')).toBeInTheDocument();
    expect(section('Timeline').getByText('by a schedule')).toBeInTheDocument();
    expect(section('Arguments').getByText('"doc-17"')).toBeVisible();
    await userEvent.click(section('Arguments').getByRole('button', { name: '{ } 1 key' }));
    expect(section('Arguments').queryByText('"doc-17"')).not.toBeInTheDocument();
    expect(section('Result').getByText('Not reported.')).toBeInTheDocument();
    expect(await screen.findByRole('log', { name: 'Log' })).toHaveTextContent('INFOreading');
  });

  it('names the missing permission and does not ask for the log', async () => {
    const getJobLogs = jest.fn();
    await show({
      permissions: { 'agentos.payload.read': false },
      api: { getJob: async () => ({ ...DETAIL, args: undefined }), getJobLogs },
    });

    await screen.findByText('Attempt 1: no answer');
    expect(
      await section('Arguments').findByText('You need the permission agentos.payload.read'),
    ).toBeInTheDocument();
    expect(section('Log').getByText('You need the permission agentos.payload.read')).toBeInTheDocument();
    expect(getJobLogs).not.toHaveBeenCalled();
  });

  it('keeps the row of the list when the detail cannot be read', async () => {
    await show({ api: { getJob: async () => Promise.reject(new Error('source away')) } });

    expect(await screen.findByText('The detail could not be read')).toBeInTheDocument();
    expect(screen.getByText(/^source away/)).toHaveTextContent(
      'What follows is its row, as it was seen last.',
    );
    expect(section('Now').getByText('failed')).toBeInTheDocument();
    expect(screen.getByText('All fields')).toBeInTheDocument();
  });

  it('shows what the portal has kept while the source is away', async () => {
    const unread = 'Redis at 127.0.0.1:6379: connect ECONNREFUSED';
    await show({ sections: {}, api: { getJob: async () => ({ job: DETAIL.job, unread }) } });

    expect(await screen.findByText(/^Redis at .* ECONNREFUSED\. What follows is its row/)).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeInTheDocument();
    expect(section('Now').getByText('failed')).toBeInTheDocument();
    expect(screen.queryByText('Arguments')).toBeNull();
  });

  it('says that a job is gone', async () => {
    const gone = Object.assign(new Error('404'), { statusCode: 404, cause: new Error('no job s.embed.1') });
    await show({ sections: {}, api: { getJob: async () => Promise.reject(gone) } });

    expect(await screen.findByText('Its engine no longer keeps this job')).toBeInTheDocument();
    expect(screen.getByText('no job s.embed.1.')).toBeInTheDocument();
  });

  it('cuts what is very long until all of it is asked for', async () => {
    const stack = `start ${'x'.repeat(30_000)} end`;
    await show({ api: { getJob: async () => ({ ...DETAIL, error: { message: 'no', stack } }) } });
    await userEvent.click(await screen.findByText('Stack'));
    expect(screen.getByRole('region', { name: 'Stack' })).not.toHaveTextContent(/end$/);

    await userEvent.click(screen.getByRole('button', { name: /Show all/ }));

    expect(screen.getByRole('region', { name: 'Stack' })).toHaveTextContent(/end$/);
  });

  it('follows the row while the job runs', async () => {
    const running = aJob({ id: JOB.id, name: 'embed.document', progress: 0.25 });
    const page = await show({
      sections: { jobs: [running] },
      api: { getJob: async () => ({ job: running, denied: [] }) },
    });
    expect(screen.getByRole('meter', { name: 'Progress' })).toHaveAttribute('aria-valuenow', '25');

    await page.commit({ upsert: { jobs: [{ ...running, progress: 0.75 }] } });

    expect(screen.getByRole('meter', { name: 'Progress' })).toHaveAttribute('aria-valuenow', '75');
  });
});
