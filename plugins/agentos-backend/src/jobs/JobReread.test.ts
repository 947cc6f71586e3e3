import { ManualClock } from '@agentos-portal/plugin-agentos-node/testUtils';
import { mockServices } from '@backstage/backend-test-utils';
import { JobReread } from './JobReread';

const settled = () => new Promise(resolve => setImmediate(resolve));

describe('reading jobs again', () => {
  const setUp = () => {
    const clock = new ManualClock();
    const signals: AbortSignal[] = [];
    const answers: Array<(error?: Error) => void> = [];
    const reread = new JobReread({
      source: 's',
      read: signal =>
        new Promise((resolve, reject) => {
          signals.push(signal);
          answers.push(error => (error ? reject(error) : resolve(1)));
        }),
      clock,
      logger: mockServices.logger.mock(),
    });
    return { clock, reread, signals, answers };
  };

  it('comes once for all that was missed, and again for what was missed meanwhile', async () => {
    const { clock, reread, answers } = setUp();
    for (let count = 0; count < 3; count += 1) reread.missed();
    expect(answers).toHaveLength(0);
    clock.advance(2000);
    expect(answers).toHaveLength(1);
    reread.missed();
    answers[0]();
    await settled();
    clock.advance(14_999);
    expect(answers).toHaveLength(1);
    clock.advance(1);
    expect(answers).toHaveLength(2);
    answers[1]();
    await settled();
    clock.advance(60_000);
    expect(answers).toHaveLength(2);
  });

  it('tries again when the source cannot be read, until it is stopped', async () => {
    const { clock, reread, signals, answers } = setUp();
    reread.missed();
    clock.advance(2000);
    answers[0](new Error('away'));
    await settled();
    clock.advance(15_000);
    expect(answers).toHaveLength(2);
    reread.stop();
    expect(signals[1].aborted).toBe(true);
    answers[1](new Error('aborted'));
    await settled();
    clock.advance(60_000);
    expect(answers).toHaveLength(2);
  });
});
