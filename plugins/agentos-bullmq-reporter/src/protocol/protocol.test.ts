import fc from 'fast-check';
import { isCancelledReason, cancelledReason, parseCommand, parseReply, parseReport, replyKey } from '.';

const REPORT = {
  id: 'p1',
  hostname: 'h',
  pid: 1,
  startedAt: '2026-01-01T00:00:00.000Z',
  memoryBytes: 1,
  workers: [
    { queue: 'q', name: 'w', state: 'running', concurrency: 1, active: 0, jobs: [], processed: 0, failed: 0 },
  ],
};
const [WORKER] = REPORT.workers;

describe('parseReport', () => {
  it('reads what a reporter writes', () => {
    expect(parseReport('p1', `12 ${JSON.stringify(REPORT)}`)).toEqual({ ...REPORT, at: 12 });
  });

  it.each([
    ['another process', { ...REPORT, id: 'p2' }],
    ['no host', { ...REPORT, hostname: undefined }],
    ['no process id', { ...REPORT, pid: '1' }],
    ['no time', { ...REPORT, startedAt: 'today' }],
    ['no version', { ...REPORT, version: 6 }],
    ['negative CPU', { ...REPORT, cpuPercent: -1 }],
    ['no memory', { ...REPORT, memoryBytes: undefined }],
    ['no workers', { ...REPORT, workers: {} }],
    ['no worker', { ...REPORT, workers: [null] }],
    ['a worker without a queue', { ...REPORT, workers: [{ ...WORKER, queue: '' }] }],
    ['a worker without a name', { ...REPORT, workers: [{ ...WORKER, name: undefined }] }],
    ['a state nobody knows', { ...REPORT, workers: [{ ...WORKER, state: 'odd' }] }],
    ['half a job', { ...REPORT, workers: [{ ...WORKER, processed: 0.5 }] }],
    ['jobs that are no ids', { ...REPORT, workers: [{ ...WORKER, jobs: [1] }] }],
    ['more jobs than it names', { ...REPORT, workers: [{ ...WORKER, jobs: Array(101).fill('1') }] }],
  ])('takes no report with %s', (_what, report) => {
    expect(parseReport('p1', `12 ${JSON.stringify(report)}`)).toBeUndefined();
  });

  it.each(['', '12', `x ${JSON.stringify(REPORT)}`, '12 {'])('takes no other text: %s', text => {
    expect(parseReport('p1', text)).toBeUndefined();
  });
});

it('takes any text for what it is', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), text => {
      expect(parseReport('p1', text)).toBeUndefined();
      expect(parseCommand(text, replyKey('bull', ''))).toBeUndefined();
      expect(parseReply(text)).toBeUndefined();
    }),
  );
});

it('knows a cancelled job by its reason', () => {
  expect([cancelledReason(undefined), cancelledReason('x')].map(isCancelledReason)).toEqual([true, true]);
  expect([undefined, '', 'Cancelledx', 'not Cancelled'].map(isCancelledReason)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
