import { ManualClock } from '@agentos-portal/plugin-agentos-node/testUtils';
import { QueueActivity } from '../queues/QueueActivity';
import { QueueKeys } from '../redis/QueueKeys';
import type { RedisConnection } from '@agentos-portal/plugin-agentos-node/redis';
import type { JobHash } from './JobHash';
import type { JobHashReader } from './JobHashReader';
import { JobReader } from './JobReader';
import { KnownJobs } from './KnownJobs';

const keys = new QueueKeys('bull');
const hash: JobHash = { name: 'embed.document', attemptsMade: 0, delayMs: 0 };

/** A Redis where the given jobs run; `during` happens while their hashes are read. */
function setUp(active: string[], during: (known: KnownJobs) => void = () => {}) {
  const known = new KnownJobs('queues');
  let reads = 0;
  const connection = {
    run: async (commands: Array<Array<string | number>>) => {
      reads += 1;
      return commands.map(([, key]) => (key === 'bull:embed:active' ? active : []));
    },
  } as unknown as RedisConnection;
  const hashes = {
    read: async (jobs: unknown[]) => {
      during(known);
      return jobs.map(() => hash);
    },
  } as unknown as JobHashReader;
  const reader = new JobReader({
    sourceId: 'queues',
    connection,
    keys,
    hashes,
    known,
    activity: new QueueActivity(),
    counter: { refresh: async () => {}, isEmpty: () => false },
    clock: new ManualClock(),
  });
  return { known, reader, reads: () => reads };
}

describe('JobReader', () => {
  it('does not undo what the feed brought while it read', async () => {
    const finish = (known: KnownJobs) => {
      const job = known.add('embed', '1');
      job.state = 'completed';
      known.changed(job);
    };
    const { known, reader } = setUp(['1', '2'], finish);
    await reader.refresh(['embed']);
    expect(known.get('embed', '1')!.state).toBe('completed');
    expect(known.get('embed', '2')!.state).toBe('processing');
  });

  it('keeps a job that the feed brought while it read', async () => {
    const { known, reader } = setUp([], jobs => jobs.changed(jobs.add('embed', '1')));
    known.add('embed', '1').state = 'processing';
    await reader.refresh(['embed']);
    expect(known.get('embed', '1')).toBeDefined();
  });

  it('forgets a job that does not run any more and is nowhere to be found', async () => {
    const { known, reader } = setUp([]);
    known.add('embed', '1').state = 'processing';
    await reader.refresh(['embed']);
    expect(known.get('embed', '1')).toBeUndefined();
  });

  it('reads once for all who ask meanwhile', async () => {
    const { reader, reads } = setUp(['1']);
    await Promise.all([reader.refresh(['embed']), reader.refresh(['embed'])]);
    expect(reads()).toBe(1);
  });

  it('knows when more jobs run than it reads', async () => {
    const few = setUp(['1']);
    expect(few.reader.hasAllActive(['embed'])).toBe(false);
    await few.reader.refresh(['embed']);
    expect(few.reader.hasAllActive(['embed'])).toBe(true);
    const many = setUp(Array.from({ length: 500 }, (_, n) => String(n)));
    await many.reader.refresh(['embed']);
    expect(many.reader.hasAllActive(['embed'])).toBe(false);
  });
});

describe('KnownJobs', () => {
  it('forgets those that changed first when there are too many', () => {
    const known = new KnownJobs('queues', 2);
    known.add('embed', '1');
    known.add('embed', '2');
    known.add('embed', '1');
    known.add('embed', '3');
    expect(known.all().map(({ jobId }) => jobId)).toEqual(['1', '3']);
  });

  it('forgets a queue', () => {
    const known = new KnownJobs('queues');
    known.add('embed', '1');
    known.add('other', '1');
    known.forgetQueue('embed');
    expect(known.all().map(({ queue }) => queue)).toEqual(['other']);
  });
});
