import { JobReports } from './jobReports';

describe('JobReports', () => {
  it('writes in order, whole percents, each once', async () => {
    const written: unknown[] = [];
    const write = async (value: unknown) => written.push(value);
    const reports = new JobReports(
      {
        updateProgress: async value => void (await write(value)),
        log: write,
      },
      () => {},
    );
    [0, 0.101, 0.104].forEach(fraction => reports.progress(fraction));
    reports.log('info', 'half way');
    reports.progress(1);
    await reports.flush();
    expect(written).toEqual([10, 'info: half way', 100]);
  });

  it('goes on after a report that was lost, and tells', async () => {
    const errors: Error[] = [];
    const written: string[] = [];
    const reports = new JobReports(
      {
        updateProgress: async () => {
          throw new Error('Redis is away');
        },
        log: async row => written.push(row),
      },
      error => errors.push(error),
    );
    reports.progress(0.5);
    reports.log('info', 'after it');
    await reports.flush();
    expect(errors).toEqual([new Error('Redis is away')]);
    expect(written).toEqual(['info: after it']);
  });
});
