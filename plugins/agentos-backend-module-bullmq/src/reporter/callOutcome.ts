import type { Outcome } from '@agentos-portal/plugin-agentos-node/operations';
import type { CallResult } from './ReporterCalls';

/** @internal */
export const NO_REPORTER: Outcome = {
  outcome: 'skipped',
  code: 'NOT_CAPABLE',
  message: 'this worker has no reporter: add @agentos-portal/plugin-agentos-bullmq-reporter to its process',
};

function callOutcome(result: CallResult): Outcome {
  if (result === 'unheard') {
    return { outcome: 'failed', message: 'its process does not listen: it ended, or lost its connection' };
  }
  if (result === 'unanswered') {
    return { outcome: 'failed', code: 'UNKNOWN_EFFECT', message: 'its process did not answer within 3 s' };
  }
  if (result.done) return { outcome: 'succeeded' };
  const { code, message } = result;
  return code === 'BAD_COMMAND' || code === 'FAILED'
    ? { outcome: 'failed', message }
    : { outcome: 'skipped', code, message };
}

// What a person has to know first.
const RANK = ['failed', 'succeeded', 'skipped'];

/**
 * What the answers of several processes mean for a target they share. One that does not listen ended a moment ago when another does.
 * @internal
 */
export function sharedOutcome(results: CallResult[]): Outcome {
  const heard = results.filter(result => result !== 'unheard');
  const outcomes = (heard.length > 0 ? heard : results).map(callOutcome);
  return outcomes.sort((a, b) => RANK.indexOf(a.outcome) - RANK.indexOf(b.outcome))[0];
}
