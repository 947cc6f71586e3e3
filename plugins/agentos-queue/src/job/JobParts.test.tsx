import { parseExactJson } from '@agentos-portal/plugin-agentos-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  aJob,
  capable,
  FakeOperations,
  renderWithAgentOs,
  type RenderWithAgentOsOptions,
} from '@agentos-portal/plugin-agentos-react/testUtils';
import { JobPanel } from './JobPanel';

const JOB = aJob({
  id: 's.embed.1',
  sourceId: '1',
  name: 'embed.document',
  queue: 'embed',
  state: 'failed',
  waitMs: 1_500,
  runMs: 90_000,
  error: { type: 'TimeoutError', message: 'no answer', fingerprint: 'f00d' },
});

const FIGURES = {
  created: 10,
  completed: 18,
  failed: 2,
  throughputPerMinute: 1,
  successRate: 0.8,
  waitP50Ms: 1_000,
  waitP95Ms: 2_000,
  waitP99Ms: 3_000,
  runP50Ms: 500,
  runP95Ms: 1_000,
  runP99Ms: 2_000,
  runAvgMs: 600,
};

const page = (items: ReturnType<typeof aJob>[]) => ({
  items,
  nextCursor: null,
  total: items.length,
  totalIsExact: true,
});

const analytics = (total: typeof FIGURES) => ({
  from: '',
  to: '',
  rangeMs: 0,
  stepMs: 0,
  by: 'name' as const,
  items: [{ key: 'embed.document', total, points: [] }],
  truncated: false,
});

async function show(options: RenderWithAgentOsOptions = {}) {
  const operations = new FakeOperations();
  const shown = await renderWithAgentOs(<JobPanel id={JOB.id} onClose={() => {}} />, {
    sections: { jobs: [JOB] },
    operations,
    ...options,
    api: {
      getJob: async () => ({
        job: JOB,
        args: parseExactJson('{"order":12345678901234567890,"token":"[redacted]","text":"a"}'),
        flow: { parent: 's.embed.p', children: ['s.embed.c1', 's.embed.c2'] },
      }),
      getJobLogs: async () => ({ items: [] }),
      getJobs: async ({ q }) =>
        page(
          q?.startsWith('fingerprint:')
            ? [JOB, aJob({ id: 's.embed.2', sourceId: '2', name: 'embed.document', state: 'failed' })]
            : [aJob({ id: 's.embed.c1', name: 'part.one', state: 'completed' })],
        ),
      getAnalytics: async () => analytics(FIGURES),
      getAudit: async () => ({
        items: [
          {
            at: '2026-01-01T11:00:00.000Z',
            actor: 'user:default/ada',
            operationId: 'op9',
            kind: 'job.retry',
            target: JOB.id,
            source: 's',
            reason: 'the model is back',
            outcome: 'succeeded',
            code: null,
            finishedAt: null,
            message: null,
          },
        ],
        nextCursor: null,
      }),
      ...capable(['job.retry', 'job.editAndRetry', 'job.cancel']),
      ...options.api,
    },
  });
  return { ...shown, operations };
}

const section = (name: string) => within(screen.getByText(name, { selector: 'h3' }).parentElement!);

const found = async (name: string) => {
  await screen.findByText(name, { selector: 'h3' });
  return section(name);
};

describe('what stands around a job', () => {
  it('counts the failures like it, and leads to them', async () => {
    await show();
    expect(await section('Similar failures').findByText('2')).toBeInTheDocument();
    expect(section('Similar failures').getByRole('link', { name: 'embed.document 2' })).toBeInTheDocument();
  });

  it('marks this run among the others of its name', async () => {
    await show();
    const lines = await section('Jobs named embed.document').findAllByRole('img');
    expect(lines.map(line => line.getAttribute('aria-label'))).toEqual([
      'wait: half within 1 s, 95 % within 2 s, 99 % within 3 s. This run took 1.5 s: among the slower half.',
      'run: half within 500 ms, 95 % within 1 s, 99 % within 2 s. This run took 1.5 min: slower than 99 %.',
    ]);
  });

  it('has no percentiles of a few runs', async () => {
    const few = { ...FIGURES, completed: 17 };
    await show({ api: { getAnalytics: async () => analytics(few) } });
    const part = section('Jobs named embed.document');
    expect(await part.findByText(/^19 ended .* too few for percentiles/)).toBeInTheDocument();
    expect(part.queryByRole('img')).toBeNull();
  });

  it('draws its flow with states, and says of whom nothing is known', async () => {
    await show();
    const flow = await found('Flow');
    expect(await flow.findByText('completed')).toBeInTheDocument();
    expect(flow.getByRole('link', { name: 'part.one 42' })).toBeInTheDocument();
    expect(flow.getAllByText('no longer known')).toHaveLength(2);
    expect(flow.getByRole('meter')).toHaveAttribute('aria-valuenow', '50');
  });

  it('says what people did to it', async () => {
    await show();
    const row = (await section('Audit').findByText('Retry')).closest('tr')!;
    expect(row).toHaveTextContent('Retry the model is backadasucceeded');
  });

  it('asks for no audit without the permission', async () => {
    const getAudit = jest.fn();
    await show({ permissions: { 'agentos.audit.read': false }, api: { getAudit } });
    expect(
      await section('Audit').findByText('You need the permission agentos.audit.read'),
    ).toBeInTheDocument();
    expect(getAudit).not.toHaveBeenCalled();
  });

  it('says of each part that could not be read why, and shows the rest', async () => {
    const no = async () => Promise.reject(new Error('database away'));
    await show({ api: { getJobs: no, getAnalytics: no, getAudit: no } });
    for (const part of ['Similar failures', 'Jobs named embed.document', 'Audit'])
      expect(await section(part).findByText(/could not be read: database away/i)).toBeInTheDocument();
    expect(section('Now').getByText('failed')).toBeInTheDocument();
  });
});

describe('payloads and their edit', () => {
  it('shows every digit, and what is hidden as hidden', async () => {
    await show();
    expect(await screen.findByText('12345678901234567890')).toHaveAttribute('data-exact');
    expect(screen.getByText('redacted')).toHaveAttribute('data-type', 'hidden');
  });

  it.each([
    [{ bytes: 10_485_760, reason: 'long' as const }, 'It has 10 MiB: more than is read'],
    [{ bytes: 5, reason: 'opaque' as const }, 'It has 5 B and is no JSON'],
  ])('says of a payload that is left out why: %j', async (omitted, text) => {
    await show({ api: { getJob: async () => ({ job: JOB, omitted: { args: omitted } }) } });
    expect((await found('Arguments')).getByText(new RegExp(`^${text}`))).toBeInTheDocument();
    const edit = screen.getByRole('button', { name: /^Edit and retry/ });
    await waitFor(() => expect(edit).toHaveAttribute('aria-disabled', 'true'));
  });

  it('edits at the place that is wrong, names what changes, and keeps the digits', async () => {
    const { operations } = await show();
    const edit = screen.getByRole('button', { name: /^Edit and retry/ });
    await waitFor(() => expect(edit).toHaveAttribute('aria-disabled', 'false'));
    await userEvent.click(edit);
    const dialog = within(await screen.findByRole('dialog', { name: /^Edit and retry/ }));
    const box = dialog.getByRole<HTMLTextAreaElement>('textbox', { name: 'Arguments (JSON)' });
    expect(box).toHaveAccessibleDescription(/^Line 3, column 12: replace \[redacted\] by the real value/);

    await userEvent.click(dialog.getByRole('button', { name: 'Go there' }));
    expect(box.value.slice(box.selectionStart)).toMatch(/^"\[redacted\]"/);

    const type = async (text: string) => {
      await userEvent.clear(box);
      await userEvent.click(box);
      await userEvent.paste(text);
    };
    await type('{"order": 12345678901234567891,\n "token" "x"}');
    expect(box).toHaveAccessibleDescription('Line 2, column 10: expected a colon after the key');
    expect(box).toBeInvalid();
    const text = '{"order": 12345678901234567891, "token": "x", "text": "a"}';
    await type(text);
    expect(await dialog.findByText('order')).toBeInTheDocument();
    expect(dialog.getByText('token')).toBeInTheDocument();

    await userEvent.click(dialog.getByRole('button', { name: /^Retry with these/ }));
    expect(operations.asked).toEqual([
      ['start', expect.objectContaining({ kind: 'job.editAndRetry', params: { dataJson: text } })],
    ]);
  });
});
