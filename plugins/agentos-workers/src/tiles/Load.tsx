import type { WorkerRow } from '@agentos-portal/plugin-agentos-common';
import { styled } from '@mui/material/styles';
import { Count, ProgressBar } from '@agentos-portal/plugin-agentos-react';

const Root = styled('div')({
  display: 'grid',
  gridTemplateColumns: '1fr auto',
  alignItems: 'center',
  gap: 8,
  fontSize: 12,
  fontVariantNumeric: 'tabular-nums',
});

/**
 * Share of the worker's slots in use, 0 to 1; undefined when it does not say.
 * @internal
 */
export const loadOf = ({
  active,
  concurrency,
}: Pick<WorkerRow, 'active' | 'concurrency'>): number | undefined =>
  active === null || !concurrency ? undefined : active / concurrency;

/**
 * How full a worker is.
 * @internal
 */
export function Load({ worker }: { worker: WorkerRow }) {
  return (
    <Root>
      <ProgressBar
        value={loadOf(worker)}
        label={`Load of ${worker.name}`}
        text={`${worker.active} of ${worker.concurrency} slots busy`}
      />
      <span>
        <Count value={worker.active} /> / <Count value={worker.concurrency} />
      </span>
    </Root>
  );
}
