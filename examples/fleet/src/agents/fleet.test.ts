import { documents } from '../documents/documents';
import { seededRandom } from '../runtime/random';
import { AgentContext, AgentJob, AgentOutput } from './agent';
import { agentById, agents, pipelines } from './fleet';

interface Recorder {
  context: AgentContext;
  fractions: number[];
  lines: string[];
}

/** A context whose pauses take no time and whose locks are free. */
function record(overrides: Partial<AgentContext> = {}): Recorder {
  const fractions: number[] = [];
  const lines: string[] = [];
  const context: AgentContext = {
    signal: new AbortController().signal,
    progress: fraction => fractions.push(fraction),
    log: (level, message) => lines.push(`${level}: ${message}`),
    random: () => 0.5,
    pause: async () => {},
    ...overrides,
  };
  return { context, fractions, lines };
}

async function runThrough(first: AgentJob): Promise<[string, AgentOutput][]> {
  const outputs: [string, AgentOutput][] = [];
  const jobs = [first];
  for (let job = jobs.shift(); job; job = jobs.shift()) {
    const agent = agentById(job.agentId);
    const output = await agent.run(job.input, record().context);
    outputs.push([agent.id, output]);
    // Through JSON: this is what a queue does to it.
    jobs.push(...JSON.parse(JSON.stringify(agent.next?.(output, job.input) ?? [])));
  }
  return outputs;
}

const notes = documents.filter(({ shelf }) => shelf === 'notes').map(({ id }) => id);

const run = (id: string, input: object, context = record().context) =>
  agentById(id).run({ ...input }, context);

describe('the fleet', () => {
  it('has eleven agents in three pipelines, each with its own queue', () => {
    expect(agents).toHaveLength(11);
    expect(pipelines).toHaveLength(3);
    expect(pipelines.flatMap(pipeline => pipeline.agents)).toEqual(agents.map(({ id }) => id));
    for (const field of ['queue', 'taskName', 'title'] as const) {
      expect(new Set(agents.map(agent => agent[field])).size).toBe(11);
    }
    for (const { queue, taskName } of agents) {
      expect(queue).toMatch(/^[a-z]+$/);
      expect(taskName).toMatch(/^[a-z]+\.[a-z]+$/);
    }
    expect(() => agentById('paint')).toThrow("No agent 'paint' in the fleet");
  });

  it.each(notes)('takes the note %s through the documents', async id => {
    const outputs = await runThrough({
      agentId: 'fetch',
      input: { documentId: id, runId: 'r1' },
    });
    expect(outputs.map(([agent]) => agent)).toEqual(pipelines[0].agents);
    const { vector } = Object.fromEntries(outputs).embed as {
      vector: number[];
    };
    expect(Math.hypot(...vector)).toBeCloseTo(1, 3);
  });

  it('hands the id of the run from agent to agent', () => {
    const input = { documentId: 'queue-depth', runId: 'r7' };
    expect(agentById('fetch').next?.(input, input)).toEqual([{ agentId: 'split', input }]);
  });

  it('writes a report that quotes the documents', async () => {
    const outputs = await runThrough({
      agentId: 'summarise',
      input: { documentIds: ['stalled-jobs', 'naive-bayes'] },
    });
    expect(outputs.map(([agent]) => agent)).toEqual(pipelines[1].agents);
    const { markdown } = outputs[2][1] as { markdown: string };
    expect(markdown).toContain('# Summaries\n\n## Stalled jobs and how they');
    expect(markdown.match(/^## /gm)).toHaveLength(2);
    expect(markdown.match(/^- /gm)).toHaveLength(6);
  });

  it('does not let a title become Markdown', async () => {
    const { markdown } = await run('report', {
      summaries: [{ documentId: 'x', title: '# <b>*x*\n# y', sentences: [] }],
    });
    expect(markdown).toBe('# Summaries\n\n## \\# \\<b\\>\\*x\\* \\# y');
  });

  it('finds the near-duplicate and the broken link, and verifies all', async () => {
    const outputs = await runThrough({
      agentId: 'dedupe',
      input: { documentIds: notes },
    });
    expect(outputs).toEqual([
      [
        'dedupe',
        {
          compared: notes.length,
          duplicates: [
            expect.objectContaining({
              id: 'queue-depth-copy',
              other: 'queue-depth',
            }),
          ],
        },
      ],
      [
        'verify',
        expect.objectContaining({
          documents: notes.length,
          brokenLinks: [{ documentId: 'reading-percentiles', target: 'histograms.txt' }],
        }),
      ],
    ]);
  });

  it.each([
    ['fetch', { documentId: 'missing-note' }, 'NotFoundError', 'is missing'],
    ['fetch', { documentId: 'empty' }, 'InputError', 'is empty'],
    ['fetch', { documentId: 'broken-encoding' }, 'InputError', 'UTF-8'],
    ['dedupe', { documentIds: ['one-long-line'] }, 'InputError', 'a line of'],
    [
      'review',
      { summaries: [{ documentId: 'dense-policy', title: '', sentences: [] }] },
      'RejectedError',
      "Review needs 30 points: 'dense-policy' has 0",
    ],
    [
      'verify',
      { documentIds: ['queue-depth', 'edited-note'] },
      'RejectedError',
      "Changed since they were filed: 'edited-note'",
    ],
  ])('fails honestly: %s %j', async (id, input, name, message) => {
    await expect(run(id, input)).rejects.toMatchObject({
      name,
      message: expect.stringContaining(message),
    });
  });

  it.each([
    ['fetch', {}],
    ['split', { documentId: ['a'] }],
    ['embed', { documentId: 'queue-depth' }],
    ['embed', { documentId: 'queue-depth', chunks: [] }],
    ['index', { documentId: 'queue-depth', chunks: [{ start: 0 }] }],
    ['classify', { documentId: 'queue-depth', chunks: [{ index: 0, start: 9, end: 9 }] }],
    ['summarise', { documentIds: 'queue-depth' }],
    ['dedupe', { documentIds: [] }],
    ['verify', { documentIds: new Array(101).fill('queue-depth') }],
    ['verify', { documentIds: [null] }],
    ['review', { summaries: [null] }],
    ['report', { summaries: [{ documentId: 'x', title: 'x' }] }],
  ])('refuses arguments it cannot work with: %s %j', async (id, input) => {
    await expect(run(id, input)).rejects.toMatchObject({ name: 'InputError' });
  });

  const examples: Record<string, object> = {
    summarise: { documentIds: notes.slice(0, 3) },
    review: {
      summaries: [{ documentId: 'queue-depth', title: 'x', sentences: [] }],
    },
    report: {
      summaries: [{ documentId: 'queue-depth', title: 'x', sentences: [] }],
    },
    dedupe: { documentIds: notes.slice(0, 3) },
    verify: { documentIds: notes.slice(0, 3) },
  };
  const exampleOf = (id: string) =>
    examples[id] ?? {
      documentId: 'queue-depth',
      chunks: [
        { index: 0, start: 0, end: 300 },
        { index: 1, start: 300, end: 600 },
      ],
    };

  describe.each(agents.map(({ id }) => id))('%s', id => {
    it('reports rising progress up to 1, logs, and repeats itself', async () => {
      const { context, fractions, lines } = record();
      const output = await run(id, exampleOf(id), context);
      expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
      expect(fractions.at(-1)).toBe(1);
      expect(lines.length).toBeGreaterThan(0);
      expect(await run(id, exampleOf(id))).toEqual(output);
    });

    it('ends at the next step when it is cancelled', async () => {
      const controller = new AbortController();
      const reason = new Error('cancelled');
      let pauses = 0;
      const { context, fractions } = record({
        signal: controller.signal,
        pause: async () => {
          pauses++;
          controller.abort(reason);
        },
      });
      await expect(run(id, exampleOf(id), context)).rejects.toBe(reason);
      expect([pauses, fractions]).toEqual([1, []]);
    });

    it('pauses for 50 ms at least and within its objective', async () => {
      let total = 0;
      const { context } = record({
        pause: async ms => {
          total += ms;
        },
      });
      await run(id, exampleOf(id), context);
      expect(total).toBeGreaterThanOrEqual(50);
      expect(total).toBeLessThanOrEqual(agentById(id).objectiveMs);
    });
  });

  it('meets a busy lock by the random numbers of the run', async () => {
    const attempt = async (seed: number) => {
      try {
        await run('index', exampleOf('index'), record({ random: seededRandom(seed) }).context);
        return 'done';
      } catch (error) {
        return `${error}`;
      }
    };
    const seeds = Array.from({ length: 60 }, (_, seed) => seed);
    const first = await Promise.all(seeds.map(attempt));
    expect(await Promise.all(seeds.map(attempt))).toEqual(first);
    expect(new Set(first)).toEqual(
      new Set(['done', 'ServiceUnavailableError: The index lock is held by another process']),
    );
    expect(first.filter(outcome => outcome === 'done').length) //
      .toBeGreaterThan(40);
  });
});
