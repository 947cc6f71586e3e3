import Alert from '@mui/material/Alert';
import type { OperationTarget } from '@agentos-portal/plugin-agentos-common';
import { refusalOf } from '../../operations';

const SHOWN = 20;

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
