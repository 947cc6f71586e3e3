import { RecordingSink } from '@agentos-portal/plugin-agentos-node/testUtils';
import type { JobAddress } from '../jobs/JobAccess';
import type { JobHashReader } from '../jobs/JobHashReader';
import { KnownJobs } from '../jobs/KnownJobs';
import { EntryReporter } from './EntryReporter';
import { parseEntries, type StreamEntry } from './StreamEntry';

const entry = (index: number, event: string, jobId: string, fields: string[] = []): StreamEntry =>
  parseEntries('embed', [[`1000-${index}`, ['event', event, 'jobId', jobId, ...fields]]], '0-0')[0];

describe('EntryReporter', () => {
  const setUp = () => {
    const asked: JobAddress[][] = [];
    const hashes = {
      read: async (jobs: JobAddress[]) => {
        asked.push(jobs);
        return jobs.map(() => undefined);
      },
    } as unknown as JobHashReader;
    const known = new KnownJobs('queues');
    const args = {
      read: async (jobs: readonly JobAddress[]) =>
        new Map(jobs.map(({ jobId }) => [`queues.embed.${jobId}`, { of: jobId }])),
    };
    const sink = new RecordingSink();
    return { asked, known, sink, reporter: new EntryReporter({ sourceId: 'queues', known, hashes, args }) };
  };

  it('reads 500 hashes of a flood, first those of jobs nobody knows, and tells of all', async () => {
    const { asked, known, sink, reporter } = setUp();
    for (let n = 0; n < 300; n += 1) known.add('embed', `known-${n}`).name = 'embed.document';
    const entries = [
      ...Array.from({ length: 300 }, (_, n) => entry(n, 'completed', `known-${n}`)),
      ...Array.from({ length: 300 }, (_, n) => entry(300 + n, 'completed', `new-${n}`)),
    ];
    await reporter.report(entries, sink);
    expect(asked[0]).toHaveLength(500);
    expect(asked[0].filter(({ jobId }) => jobId.startsWith('new'))).toHaveLength(300);
    expect(sink.events).toHaveLength(600);
    expect(sink.events[0].payload).toMatchObject({ name: 'embed.document' });
    expect(sink.events[599].payload).toMatchObject({ name: '(unknown)' });
  });

  it('replaces rows it can name, and only changes the others', async () => {
    const { sink, reporter } = setUp();
    await reporter.report(
      [entry(1, 'added', '1', ['name', 'embed.document']), entry(2, 'waiting', '1'), entry(3, 'active', '2')],
      sink,
    );
    expect(sink.observations).toEqual([
      {
        section: 'jobs',
        upsert: expect.objectContaining({ id: 'queues.embed.1', state: 'queued' }),
        args: { of: '1' },
      },
      {
        section: 'jobs',
        patch: {
          id: 'queues.embed.2',
          sourceId: '2',
          queue: 'embed',
          state: 'processing',
          startedAt: '1970-01-01T00:00:01.000Z',
        },
      },
    ]);
    expect(Object.keys((sink.observations[1] as { patch: object }).patch)).toHaveLength(5);
  });

  it('asks for one hash a job, and for none when progress is all there is', async () => {
    const { asked, known, sink, reporter } = setUp();
    known.add('embed', '1').name = 'embed.document';
    await reporter.report([entry(1, 'progress', '1', ['data', '5'])], sink);
    await reporter.report([entry(2, 'active', '1'), entry(3, 'completed', '1')], sink);
    await reporter.report([entry(4, 'drained', '')], sink);
    expect(asked.map(jobs => jobs.length)).toEqual([0, 1, 0]);
  });

  it('reads the arguments of a job when it is new, added again or retried, and not again', async () => {
    const { sink, reporter } = setUp();
    const ARGS: Array<[event: string, fields: string[], isRead: boolean]> = [
      ['added', ['name', 'embed.document'], true],
      ['active', [], false],
      ['failed', ['failedReason', 'no'], false],
      ['waiting', ['prev', 'failed'], true],
      ['waiting', ['prev', 'active'], false],
      ['added', ['name', 'embed.document'], true],
    ];
    for (const [index, [event, fields]] of ARGS.entries()) {
      await reporter.report([entry(index, event, '1', fields)], sink);
    }
    const read = sink.observations.map(
      observation => 'args' in observation && observation.args !== undefined,
    );
    expect(read).toEqual(ARGS.map(([, , isRead]) => isRead));
  });
});
