import { screen } from '@testing-library/react';
import { aJob, anEvent, renderWithAgentOs } from '../testUtils';
import { useJob } from './useJob';
import { useJobLogs } from './useJobLogs';

const ID = 'sample.embed.42';

const Job = () => {
  const { data, error } = useJob(ID);
  const logs = useJobLogs(ID);
  return (
    <p>
      {data?.job.state} {data?.job.progress} {error?.message} {logs.data?.items.map(line => line.text).join()}
    </p>
  );
};

const event = (type: string, data: Record<string, unknown> = {}) =>
  anEvent({ type, rooms: ['job_status'], data: { jobId: ID, ...data } });

const setup = async () => {
  const getJob = jest.fn(async () => ({ job: aJob() }));
  const getJobLogs = jest.fn(async () => ({ items: [{ line: 0, text: 'began' }] }));
  const page = await renderWithAgentOs(<Job />, {
    api: { getJob, getJobLogs },
    // What happened before the page was opened is in its first answer.
    events: [event('job:new')],
  });
  await screen.findByText('processing 0.5 began');
  return { page, getJob, getJobLogs };
};

describe('useJob and useJobLogs', () => {
  it('read again when something happens to the job', async () => {
    const { page, getJob, getJobLogs } = await setup();
    expect([getJob, getJobLogs].map(read => read.mock.calls.length)).toEqual([1, 1]);
    getJob.mockResolvedValue({ job: aJob({ state: 'completed', progress: 1 }) });
    await page.emit(event('job:progress', { progress: 0.9 }), event('job:done'));
    expect(await screen.findByText('completed 1 began')).toBeInTheDocument();
    expect([getJob, getJobLogs].map(read => read.mock.calls.length)).toEqual([2, 2]);
  });

  it('take progress from the event alone', async () => {
    const { page, getJob } = await setup();
    await page.emit(event('job:progress', { progress: 0.6 }), event('job:progress', { progress: 0.7 }));
    expect(await screen.findByText('processing 0.7 began')).toBeInTheDocument();
    expect(getJob).toHaveBeenCalledTimes(1);
  });

  it('read again when an event of progress brings none', async () => {
    const { page, getJob } = await setup();
    await page.emit(event('job:progress', { state: 'retrying' }));
    expect(getJob).toHaveBeenCalledTimes(2);
  });

  it('leave alone what happens to other jobs, and what happened before', async () => {
    const { page, getJob } = await setup();
    await page.emit(event('job:done', { jobId: 'other' }));
    await page.emit(event('job:done', { jobId: 'another' }));
    expect(getJob).toHaveBeenCalledTimes(1);
  });

  it('keep the last answer on an error', async () => {
    const { page, getJob } = await setup();
    getJob.mockRejectedValue(new Error('no route'));
    await page.emit(event('job:done'));
    expect(await screen.findByText('processing 0.5 no route began')).toBeInTheDocument();
  });

  it('stop listening with the page', async () => {
    const { page, getJob } = await setup();
    page.unmount();
    await page.emit(event('job:done'));
    expect(getJob).toHaveBeenCalledTimes(1);
  });
});
