import type { PlacedJob } from './JobPlaces';
import { outcomeOfError } from './jobRefusals';

const failedJob: PlacedJob = { place: 'failed', createdAt: '1', lifo: false };

describe('outcomeOfError', () => {
  it.each(['Connection is closed.', 'Command timed out'])(
    'says nothing of a job when it is unknown what was done to it: %s',
    message => {
      expect(() => outcomeOfError(new Error(message), failedJob, ['failed'])).toThrow(message);
    },
  );

  it('passes on any other refusal', () => {
    expect(outcomeOfError(new Error('no space'), failedJob, ['failed'])).toEqual({
      outcome: 'failed',
      message: 'no space',
    });
  });
});
