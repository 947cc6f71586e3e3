import type { JobPage } from '@agentos-portal/plugin-agentos-node';
import { agentById } from '@agentos-portal/example-fleet';
import { createJob, type SampleJob } from './SampleJob';
import { jobPage } from './jobPage';

const jobs = Array.from({ length: 7 }, (_, index): SampleJob => {
  const job = createJob(
    { source: 'sample', run: '1' },
    index + 1,
    { at: 0, mark: 0 },
    {
      agent: agentById(index % 2 ? 'split' : 'fetch'),
      input: {},
    },
  );
  job.state = index < 4 ? 'completed' : 'queued';
  return job;
});

const idsOf = (page: JobPage) => page.items.map(({ sourceId }) => sourceId);

describe('jobPage', () => {
  it('gives all jobs page by page, each once, the last created first', () => {
    const pages: unknown[][] = [];
    let cursor: string | undefined;
    do {
      const page = jobPage(jobs, { limit: 3, cursor });
      pages.push(idsOf(page));
      cursor = page.nextCursor;
    } while (cursor);
    expect(pages).toEqual([['1-7', '1-6', '1-5'], ['1-4', '1-3', '1-2'], ['1-1']]);
  });

  it('gives no cursor when nothing follows', () => {
    expect(jobPage(jobs, { limit: 7 }).nextCursor).toBeUndefined();
    expect(jobPage([], { limit: 7 })).toEqual({ items: [], nextCursor: undefined, args: new Map() });
  });

  it('selects by queue and state', () => {
    expect(idsOf(jobPage(jobs, { limit: 10, queue: 'fetch', states: ['completed', 'failed'] }))).toEqual([
      '1-3',
      '1-1',
    ]);
    expect(idsOf(jobPage(jobs, { limit: 10, states: ['failed'] }))).toEqual([]);
  });

  it('refuses a cursor it did not give', () => {
    expect(() => jobPage(jobs, { limit: 1, cursor: '1-3' })).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: 'cursor: expected nextCursor of the page before',
      }),
    );
  });
});
