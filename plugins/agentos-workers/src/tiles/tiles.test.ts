import { aJob, aWorker } from '@agentos-portal/plugin-agentos-react/testUtils';
import { currentJobs, sameJobs } from './currentJobs';
import { groupWorkers, tierCounts, worst } from './groupWorkers';

describe('currentJobs', () => {
  it('says in one line what each worker runs', () => {
    const jobs = [
      aJob({ id: '1', name: 'b', worker: 'w1' }),
      aJob({ id: '2', name: 'a', worker: 'w1' }),
      aJob({ id: '3', name: 'b', worker: 'w1' }),
      aJob({ id: '4', name: 'c', worker: 'w2' }),
      aJob({ id: '5', name: 'd', worker: 'w2', state: 'completed' }),
      aJob({ id: '6', name: 'e', worker: null }),
    ];

    expect([...currentJobs(jobs)]).toEqual([
      ['w1', 'a, b ×2'],
      ['w2', 'c'],
    ]);
  });

  it('is the same when it says the same', () => {
    const job = aJob({ worker: 'w1' });

    expect(sameJobs(currentJobs([job]), currentJobs([{ ...job, progress: 0.9 }]))).toBe(true);
    expect(sameJobs(currentJobs([job]), currentJobs([]))).toBe(false);
    expect(sameJobs(currentJobs([job]), currentJobs([{ ...job, name: 'other' }]))).toBe(false);
  });
});

describe('groupWorkers', () => {
  const workers = [
    aWorker({ id: '1', name: 'w10', queues: ['b', 'a'], tier: 'critical' }),
    aWorker({ id: '2', name: 'w2', queues: ['a', 'b'] }),
    aWorker({ id: '3', name: 'w3', queues: [], tier: 'offline' }),
  ];

  it('shows a worker of several queues once', () => {
    expect(
      groupWorkers(workers, 'queue').map(({ name, workers: own }) => [name, own.map(row => row.id)]),
    ).toEqual([
      ['a + b', ['1', '2']],
      ['no queue', ['3']],
    ]);
  });

  it('keeps places when a tier changes', () => {
    const before = groupWorkers(workers, 'queue').flatMap(group => group.workers.map(row => row.id));
    const ill = workers.map(row => ({ ...row, tier: 'degraded' as const }));

    expect(groupWorkers(ill, 'queue').flatMap(group => group.workers.map(row => row.id))).toEqual(before);
  });

  it('counts tiers, the worst first', () => {
    expect(tierCounts(workers)).toEqual([
      ['offline', 1],
      ['critical', 1],
      ['healthy', 1],
    ]);
  });

  it('picks the worst where not all have room', () => {
    expect(worst(workers, 2).map(row => row.id)).toEqual(['3', '1']);
    expect(worst(workers, 3)).toBe(workers);
  });
});
