import Alert from '@mui/material/Alert';
import type { OperationTarget } from '@agentos-portal/plugin-agentos-common';

const SHOWN = 20;

/** What each code means to a person. */
const WORDS: Record<NonNullable<OperationTarget['code']>, string> = {
  NOT_CAPABLE: 'its source cannot do this',
  RUNNING: 'it is running',
  GONE: 'it is gone',
  STATE_CHANGED: 'its state changed meanwhile',
  NO_EXACT_ARGS: 'its exact arguments are not known',
  UNKNOWN_EFFECT: 'nobody can tell whether it was done',
  BLOCKED: 'it is blocked',
  ABORTED: 'it was aborted before its turn',
};

/** Why a target was not done, in words. @public */
export const refusalOf = ({ code, message }: Pick<OperationTarget, 'code' | 'message'>) =>
  message ?? (code ? WORDS[code] : 'it failed');

/**
 * Targets that were not done, with the reason.
 * @internal
 */
export function OperationRefused({ targets }: { targets: OperationTarget[] }) {
  if (targets.length === 0) return null;
  return (
    <Alert severity="warning" sx={{ mt: 1 }}>
      {targets.slice(0, SHOWN).map(target => (
        <div key={target.id}>
          {target.id}: {refusalOf(target)}
        </div>
      ))}
      {targets.length > SHOWN && <div>and {targets.length - SHOWN} more</div>}
    </Alert>
  );
}
