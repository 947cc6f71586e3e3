import { styled } from '@mui/material/styles';
import { formatCount, TextButton, useSection } from '@agentos-portal/plugin-agentos-react';
import type { WorkerRow } from '@agentos-portal/plugin-agentos-common';
import { useMemo, useState } from 'react';
import { CapacityBar } from './CapacityBar';
import { queueCapacity } from './queueCapacity';

const Root = styled('section')({
  marginBottom: 20,
  '& h2': { fontSize: 15, fontWeight: 600, margin: '0 0 8px' },
});

const List = styled('ul')({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fill, minmax(210px, 1fr))',
  gap: '10px 20px',
});

/** Queues shown at once: the worst and the fullest come first. */
const SHOWN = 20;

/**
 * How full the workers of each queue are; queues that nobody consumes come first.
 * @internal
 */
export function CapacityBars({ workers }: { workers: readonly WorkerRow[] }) {
  const { rows: queues } = useSection('queues');
  const capacity = useMemo(() => queueCapacity(queues, workers), [queues, workers]);
  const [isWhole, setWhole] = useState(false);
  const rest = capacity.length - SHOWN;
  if (capacity.length === 0) return null;
  return (
    <Root aria-label="Capacity">
      <h2>Capacity by queue</h2>
      <List>
        {(isWhole ? capacity : capacity.slice(0, SHOWN)).map(queue => (
          <CapacityBar key={queue.id} queue={queue} />
        ))}
      </List>
      {rest > 0 && (
        <TextButton onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'Show fewer' : `Show ${formatCount(rest)} more queues`}
        </TextButton>
      )}
    </Root>
  );
}
