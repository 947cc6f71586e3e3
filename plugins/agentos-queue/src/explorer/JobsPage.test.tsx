import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { formatRev, type JobRow, type Preset } from '@agentos-portal/plugin-agentos-common';
import { PageFrame, type AgentOsApi } from '@agentos-portal/plugin-agentos-react';
import {
  aJob,
  capable,
  FakeOperations,
  renderWithAgentOs,
  type RenderWithAgentOsOptions,
} from '@agentos-portal/plugin-agentos-react/testUtils';
import { useLocation } from 'react-router-dom';
import { JobsPage } from './JobsPage';

/** What the chart was drawn with: a picture cannot be drawn here. */
const charts: Array<{ hooks: { setSelect: Array<(chart: object) => void> } }> = [];
jest.mock('uplot', () => {
  class Plot {
    static paths = { bars: () => () => null };
    over = document.createElement('div');
    constructor(options: (typeof charts)[number]) {
      charts.push(options);
    }
    setData() {}
    setSize() {}
    destroy() {}
    valToPos() {
      return 0;
    }
  }
  return { __esModule: true, default: Plot };
});

const START = Date.parse('2026-01-01T12:00:00.000Z');
const job = (index: number, more: Partial<JobRow> = {}) =>
  aJob({
    id: `sample.embed.${index}`,
    sourceId: `${index}`,
    name: `embed.document`,
    state: index % 2 ? 'failed' : 'completed',
    createdAt: new Date(START - index * 1_000).toISOString(),
    rev: formatRev(1, 1),
    ...more,
  });
const JOBS = [1, 2, 3, 4, 5].map(index => job(index));

const preset = (id: string, title: string, q: string, count: number | null): Preset => ({
  id,
  title,
  q,
  scope: 'system',
  owner: null,
  count,
  countIsExact: true,
  countedAt: count === null ? null : '2026-01-01T12:00:00.000Z',
});

const FIGURES = {
  created: 9,
  completed: 7,
  failed: 2,
  throughputPerMinute: 1,
  successRate: 0.8,
  waitP50Ms: null,
  waitP95Ms: null,
  waitP99Ms: null,
  runP50Ms: null,
  runP95Ms: null,
  runP99Ms: null,
  runAvgMs: null,
};

function Address() {
  return <output aria-label="address">{useLocation().search}</output>;
}

const KINDS = ['job.retry', 'job.cancel', 'job.promote', 'job.remove'];

// Nothing has a size in jsdom.
const SIZE = { clientHeight: 640, clientWidth: 1_200, offsetHeight: 640, offsetWidth: 1_200 };
const KEPT = Object.keys(SIZE).map(name => {
  const owner = name.startsWith('offset') ? HTMLElement.prototype : Element.prototype;
  return [owner, name, Object.getOwnPropertyDescriptor(owner, name)!] as const;
});

describe('JobsPage', () => {
  let getJobs: jest.MockedFunction<AgentOsApi['getJobs']>;
  let operations: FakeOperations;

  beforeAll(() => {
    for (const [owner, name] of KEPT) {
      Object.defineProperty(owner, name, { configurable: true, value: SIZE[name as keyof typeof SIZE] });
    }
    global.ResizeObserver = class {
      observe() {}
      unobserve() {}
      disconnect() {}
    };
    Object.defineProperty(global, 'crypto', {
      configurable: true,
      value: { ...global.crypto, randomUUID: () => 'key' },
    });
  });
  afterAll(() => {
    for (const [owner, name, before] of KEPT) Object.defineProperty(owner, name, before);
  });
  beforeEach(() => {
    charts.length = 0;
    operations = new FakeOperations();
    getJobs = jest.fn<ReturnType<AgentOsApi['getJobs']>, Parameters<AgentOsApi['getJobs']>>(async () => ({
      items: JOBS,
      nextCursor: null,
      total: JOBS.length,
      totalIsExact: true,
    }));
  });

  const show = (path = '/', options: RenderWithAgentOsOptions = {}) =>
    renderWithAgentOs(
      <PageFrame label="Queue">
        <JobsPage />
        <Address />
      </PageFrame>,
      {
        path,
        operations,
        ...options,
        api: {
          ...capable(KINDS),
          getJobs,
          getPresets: async () => [
            preset('all', 'All jobs', '', 8_412),
            preset('failed', 'Failed', 'state:failed', 12),
            preset('slow', 'Slow', 'duration>1m', null),
          ],
          getAnalytics: async () => ({
            from: '2026-01-01T11:00:00.000Z',
            to: '2026-01-01T12:00:00.000Z',
            rangeMs: 3_600_000,
            stepMs: 60_000,
            by: null,
            items: [{ key: 'all', total: FIGURES, points: [] }],
            truncated: false,
          }),
          ...options.api,
        },
      },
    );
  const table = () => screen.findByRole('table', { name: 'Jobs' });
  const address = () => new URLSearchParams(screen.getByLabelText('address').textContent ?? '');
  const boxes = () =>
    screen.getAllByRole('checkbox', { name: /^Select embed/ }).map(box => (box as HTMLInputElement).checked);
  const lastQuery = () => getJobs.mock.lastCall![0];

  it('lists what the URL says, and reads it once', async () => {
    await show('/?q=state:failed&sort=-duration&from=2026-01-01T00:00:00Z&columns=queue,worker');

    expect(
      within(await table())
        .getAllByRole('columnheader')
        .map(head => head.textContent),
    ).toEqual(['Job', 'Queue', 'Worker']);
    expect(getJobs).toHaveBeenCalledTimes(1);
    expect(lastQuery()).toEqual({
      instance: undefined,
      q: 'state:failed',
      sort: '-duration',
      from: '2026-01-01T00:00:00.000Z',
      to: undefined,
    });
    expect(screen.getByText('5 found')).toBeInTheDocument();
  });

  it('shows saved searches with their counts, and writes a chosen one into the box', async () => {
    await show();
    await table();
    expect(await screen.findByRole('button', { name: 'All jobs 8,412', pressed: true })).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Slow –' })).toHaveAttribute(
      'title',
      expect.stringContaining('not counted yet'),
    );

    await userEvent.click(screen.getByRole('button', { name: 'Failed 12' }));

    expect(address().get('q')).toBe('state:failed');
    expect(screen.getByRole('combobox', { name: 'Search jobs' })).toHaveValue('state:failed');
    await waitFor(() => expect(lastQuery().q).toBe('state:failed'));
  });

  it('completes what is typed, and applies it on Enter', async () => {
    await show('/', { sections: { queues: [] } });
    await table();
    await userEvent.keyboard('/sta');
    expect(screen.getByRole('option', { name: /^state:/ })).toBeInTheDocument();

    await userEvent.keyboard('{ArrowDown}{Enter}fai{ArrowDown}{Enter}');
    const box = screen.getByRole('combobox', { name: 'Search jobs' });
    expect(box).toHaveValue('state:failed ');
    await userEvent.keyboard('{Enter}');

    expect(address().get('q')).toBe('state:failed ');
    await waitFor(() => expect(lastQuery().q).toBe('state:failed'));
  });

  it('marks the place of an error, says the way out, and asks the server for nothing', async () => {
    await show();
    await table();
    await userEvent.keyboard('/queue:a stat:failed');

    const problem = await screen.findByText(
      /There is no qualifier "stat" \(character 9\)\. Did you mean state/,
    );
    expect(problem).toHaveAttribute('role', 'status');
    const box = screen.getByRole('combobox', { name: 'Search jobs' });
    expect(box).toHaveAttribute('aria-invalid', 'true');
    expect(box).toHaveAccessibleDescription(/Did you mean state/);
    expect(document.querySelector('mark')).toHaveTextContent('stat:failed');
    expect(getJobs.mock.calls.every(([query]) => !query.q?.includes('stat:'))).toBe(true);
  });

  it('does not list anything else for a link whose search cannot be read', async () => {
    await show('/?q=stat:failed');

    expect(await screen.findByText('This search cannot be read')).toBeInTheDocument();
    expect(getJobs).not.toHaveBeenCalled();
  });

  it('keeps rows where they are, changes them in place, and counts what is new until it is asked for', async () => {
    const page = await show();
    const names = () =>
      within(screen.getByRole('table', { name: 'Jobs' }))
        .getAllByRole('rowheader')
        .map(cell => cell.textContent!.split(' ')[1]);
    await table();
    await page.commit({
      upsert: { jobs: [job(3, { state: 'retrying', rev: formatRev(1, 2) }), job(0), job(-1)] },
    });

    expect(names()).toEqual(['1', '2', '3', '4', '5']);
    expect(screen.getByRole('row', { name: /embed.document 3/ })).toHaveTextContent('retrying');
    getJobs.mockResolvedValueOnce({
      items: [job(-1), job(0), ...JOBS],
      nextCursor: null,
      total: 7,
      totalIsExact: true,
    });
    await userEvent.click(screen.getByRole('button', { name: '2 new' }));

    await waitFor(() => expect(names()).toEqual(['-1', '0', '1', '2', '3', '4', '5']));
    expect(screen.queryByRole('button', { name: /new$/ })).not.toBeInTheDocument();
  });

  it('selects by keys: one, a range, everything, and nothing', async () => {
    await show('/', {});
    await table();
    await userEvent.keyboard('jx');
    expect(boxes()).toEqual([true, false, false, false, false]);
    await userEvent.keyboard('jjX');
    expect(boxes()).toEqual([true, true, true, false, false]);
    expect(screen.getByText('3 selected')).toBeInTheDocument();

    await userEvent.click(screen.getByRole('button', { name: 'Select all 5 matching' }));
    expect(screen.getByText('All 5 matching selected')).toBeInTheDocument();
    expect(boxes()).toEqual([true, true, true, true, true]);

    await userEvent.keyboard('{Escape}');
    expect(boxes()).toEqual([false, false, false, false, false]);
  });

  it('lets go of the selection when another search is made', async () => {
    await show();
    await table();
    await userEvent.keyboard('jx');
    await userEvent.click(screen.getByRole('button', { name: 'Failed 12' }));

    await waitFor(() => expect(screen.queryByText('1 selected')).not.toBeInTheDocument());
  });

  it('selects no row of the list before while the one asked for is on its way', async () => {
    await show();
    await table();
    getJobs.mockReturnValueOnce(new Promise(() => {}));
    await userEvent.click(await screen.findByRole('button', { name: 'Failed 12' }));
    await userEvent.keyboard('jx');
    await userEvent.click(screen.getByRole('checkbox', { name: 'Select the jobs shown' }));

    expect(boxes()).toEqual([false, false, false, false, false]);
    expect(screen.queryByText(/selected$/)).not.toBeInTheDocument();
  });

  it('retries all that match: frozen, broken down, slowed, with a reason, then followed below', async () => {
    operations.planned = {
      counts: { total: 8_412, pending: 8_412, succeeded: 0, failed: 0, skipped: 0 },
      breakdown: { owner: {}, instance: {}, queue: { embed: 8_000, ocr: 412 }, state: {}, objective: {} },
      blocked: [{ code: 'NOT_CAPABLE', message: 'old: only watches', count: 12 }],
      expiresAt: new Date(Date.now() + 900_000).toISOString(),
      complete: false,
      gaps: [{ source: 'bull', reason: 'its history begins yesterday' }],
    };
    operations.progress({ total: 8_412, pending: 8_000, succeeded: 400, failed: 12 });
    await show('/?q=state:failed&from=2026-01-01T00:00:00Z');
    await table();
    await userEvent.keyboard('jx');
    await userEvent.click(screen.getByRole('button', { name: 'Select all 5 matching' }));
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Retry all matching jobs' })).toHaveAttribute(
        'aria-disabled',
        'false',
      ),
    );
    await userEvent.keyboard('r');

    const drawer = within(await screen.findByRole('dialog', { name: 'Retry 8,412 jobs' }));
    expect(drawer.getByText('state:failed')).toBeInTheDocument();
    expect(drawer.getByText('8,000')).toBeInTheDocument();
    expect(drawer.getByText('12 will be skipped: old: only watches')).toBeInTheDocument();
    expect(drawer.getByText('Not complete: bull: its history begins yesterday')).toBeInTheDocument();
    const confirm = drawer.getByRole('button', { name: 'Retry 8,412' });
    expect(confirm).toBeDisabled();
    await userEvent.type(drawer.getByLabelText('At most so many a second'), '0');
    await userEvent.type(drawer.getByLabelText(/^Reason/), 'the model is back');
    expect(confirm).toBeDisabled();
    await userEvent.type(drawer.getByLabelText('At most so many a second'), '{Backspace}20');
    expect(drawer.getByText('Takes about 7 min.')).toBeInTheDocument();
    await userEvent.click(confirm);

    const dock = within(await screen.findByRole('region', { name: 'Operations you started' }));
    expect(await dock.findByText('412 of 8,412 done · 400 succeeded · 12 failed')).toBeInTheDocument();
    expect(operations.asked).toEqual([
      [
        'plan',
        expect.objectContaining({
          kind: 'job.retry',
          targets: { filter: { q: 'state:failed', from: '2026-01-01T00:00:00.000Z' } },
        }),
      ],
      [
        'startPlan',
        { id: 'op1', reason: 'the model is back', throttle: { perSecond: 20 }, idempotencyKey: 'key' },
      ],
    ]);
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('asks for what was selected by ids, and plans anew when running ones are to be stopped', async () => {
    operations.planned = { expiresAt: new Date(Date.now() + 900_000).toISOString() };
    await show();
    await table();
    await userEvent.keyboard('jxjX');
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Cancel 2 jobs' })).toHaveAttribute('aria-disabled', 'false'),
    );
    await userEvent.keyboard('c');
    await userEvent.click(await screen.findByRole('checkbox', { name: /^Stop those that run/ }));

    await waitFor(() => expect(operations.asked).toHaveLength(2));
    const targets = { ids: ['sample.embed.1', 'sample.embed.2'] };
    expect(operations.asked.map(([, body]) => body)).toEqual([
      expect.objectContaining({ kind: 'job.cancel', targets, params: undefined }),
      expect.objectContaining({ kind: 'job.cancel', targets, params: { terminate: true } }),
    ]);
  });

  it('gives the keys back to the row when the drawer is closed', async () => {
    operations.planned = { expiresAt: new Date(Date.now() + 900_000).toISOString() };
    await show();
    await table();
    await userEvent.keyboard('jjx');
    const row = screen.getAllByRole('rowheader')[1].querySelector('button');
    await waitFor(() =>
      expect(screen.getByRole('button', { name: /^Cancel job/ })).toHaveAttribute('aria-disabled', 'false'),
    );
    await userEvent.keyboard('c');
    expect(await screen.findByLabelText(/^Reason/)).toHaveFocus();
    await userEvent.keyboard('{Escape}');

    await waitFor(() => expect(row).toHaveFocus());
  });

  it('says why somebody may not, on every control', async () => {
    await show('/', { permissions: { 'agentos.job.operate': false } });
    await table();
    await userEvent.keyboard('jx');
    for (const kind of ['Retry', 'Cancel', 'Run now', 'Remove']) {
      const button = screen.getByRole('button', { name: new RegExp(`^${kind} job`) });
      await waitFor(() => expect(button).toHaveAttribute('aria-disabled', 'true'));
    }
    await userEvent.keyboard('r');

    const retry = screen.getByRole('button', { name: /^Retry job/ });
    expect(retry).toHaveFocus();
    await userEvent.hover(retry);
    expect(await screen.findByRole('tooltip')).toHaveTextContent('agentos.job.operate');
    expect(operations.asked).toEqual([]);
  });

  it('narrows the time by the brush, and by keyboard', async () => {
    await show();
    await table();
    await waitFor(() => expect(charts.length).toBeGreaterThan(0));
    const chart = {
      select: { left: 10, width: 20 },
      setSelect: () => {},
      posToVal: (px: number) => Date.parse('2026-01-01T11:00:00Z') / 1_000 + px * 60,
    };
    act(() => charts.at(-1)!.hooks.setSelect[0](chart));

    expect(address().get('from')).toBe('2026-01-01T11:10:00.000Z');
    expect(address().get('to')).toBe('2026-01-01T11:30:00.000Z');
    await waitFor(() => expect(lastQuery().from).toBe('2026-01-01T11:10:00.000Z'));

    const until = screen.getByLabelText('Created before');
    fireEvent.change(until, { target: { value: '2026-01-01T13:00:00' } });
    fireEvent.blur(until);
    expect(address().get('to')).toBe(new Date('2026-01-01T13:00:00').toISOString());
    await userEvent.click(screen.getByRole('button', { name: 'Any time' }));
    expect(address().get('from')).toBeNull();
  });

  it('opens a job, and sorts by what the index can sort by', async () => {
    await show('/', {
      api: { getJob: async () => ({ job: JOBS[0] }), getJobLogs: async () => ({ items: [] }) },
    });
    await table();
    await userEvent.click(screen.getByRole('button', { name: 'Run' }));
    expect(address().get('sort')).toBe('-duration');
    await userEvent.click(screen.getByRole('button', { name: 'Run' }));
    expect(address().get('sort')).toBe('duration');

    await userEvent.keyboard('j{Enter}');
    expect(address().get('job')).toBe('sample.embed.1');
    expect(await screen.findByRole('dialog', { name: 'embed.document' })).toBeInTheDocument();
  });

  describe('without rows', () => {
    const NONE = { items: [], nextCursor: null, total: 0, totalIsExact: true };
    const failure = (statusCode: number, message: string) =>
      Object.assign(new Error(`Request failed with ${statusCode}`), {
        name: 'ResponseError',
        statusCode,
        cause: new Error(message),
      });

    it('offers the way out when nothing matches', async () => {
      getJobs.mockResolvedValue(NONE);
      await show('/?q=name:nope&from=2026-01-01T00:00:00Z');

      expect(await screen.findByText(/Nothing was found by this search in this time/)).toBeInTheDocument();
      const clear = screen.getAllByRole('button', { name: 'Clear the search' }).at(-1)!;
      await userEvent.click(clear);
      expect(address().get('q')).toBeNull();
    });

    it('says what to do when there is no job yet', async () => {
      getJobs.mockResolvedValue(NONE);
      await show();
      expect(await screen.findByText('No jobs yet')).toBeInTheDocument();
    });

    it('does not call a portal empty that collects for the first time', async () => {
      getJobs.mockResolvedValue(NONE);
      await show('/', { sections: { jobs: { status: 'empty' } } });
      expect(await screen.findByText('Collecting jobs for the first time.')).toBeInTheDocument();
    });

    it('says why no source could be read instead of calling the portal empty', async () => {
      getJobs.mockResolvedValue(NONE);
      const sources = { bull: { status: 'failed' as const, collectedAt: null, error: 'ECONNREFUSED' } };
      await show('/', { sections: { jobs: { status: 'failed', sources } } });
      expect(await screen.findByText('No source of jobs could be read')).toBeInTheDocument();
      expect(screen.getByText(/^ECONNREFUSED\. No job is known from before/)).toBeInTheDocument();
      expect(screen.queryByText('No jobs yet')).not.toBeInTheDocument();
    });

    it('does not say that no source could be read where one could', async () => {
      getJobs.mockResolvedValue(NONE);
      const sources = {
        bull: { status: 'failed' as const, collectedAt: null, error: 'ECONNREFUSED' },
        celery: { status: 'fresh' as const, collectedAt: null },
      };
      await show('/', { sections: { jobs: { status: 'failed', sources } } });
      expect(await screen.findByText(/^No jobs, and not every source/)).toBeInTheDocument();
    });

    it('names the permission that is missing', async () => {
      getJobs.mockRejectedValue(failure(403, 'no'));
      await show();
      expect(await screen.findByText('You may not see jobs')).toBeInTheDocument();
      expect(screen.getByText(/agentos\.read/)).toBeInTheDocument();
    });

    it('says why it failed, and tries again', async () => {
      getJobs.mockRejectedValueOnce(failure(503, 'the database is away'));
      await show();
      expect(await screen.findByText(/the database is away\. There is no earlier list/)).toBeInTheDocument();
      await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
      expect(await table()).toBeInTheDocument();
    });
  });

  it('keeps the last rows when they cannot be read again, with the reason', async () => {
    const page = await show();
    await table();
    await page.commit({ upsert: { jobs: [job(0)] } });
    getJobs.mockRejectedValueOnce(new Error('away'));
    await userEvent.click(screen.getByRole('button', { name: '1 new' }));

    expect(await screen.findByText(/The list could not be read again: away/)).toBeInTheDocument();
    expect(screen.getAllByRole('rowheader')).toHaveLength(5);
  });

  it('says that a search was stopped before it had looked at everything', async () => {
    getJobs.mockResolvedValue({
      items: JOBS,
      nextCursor: null,
      total: 5,
      totalIsExact: false,
      partial: true,
    });
    await show('/?q=needle');

    expect(await screen.findByText(/The search was stopped after 2 s/)).toBeInTheDocument();
    expect(screen.getByText('More than 5 found')).toBeInTheDocument();
  });

  it('says that rows are not followed live, with their age', async () => {
    const page = await show();
    await table();
    await page.setLiveState('reconnecting', { attempts: 2 });

    expect(screen.getByText(/not live: rows are of/)).toBeInTheDocument();
  });
});
