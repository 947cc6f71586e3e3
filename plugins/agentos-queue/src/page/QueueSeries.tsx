import type { QueueRow } from '@agentos-portal/plugin-agentos-common';
import { Count, Sparkline } from '@agentos-portal/plugin-agentos-react';
import { styled } from '@mui/material/styles';
import { createContext, useContext, useMemo, type ReactNode } from 'react';
import { seriesByKey } from './queueSeries';
import { useQueueFigures } from './useQueueFigures';
import { useQueueText } from './useQueueText';

const SeriesContext = createContext<ReturnType<typeof seriesByKey> | undefined>(undefined);

/**
 * Gives the cells below the last hour of each queue.
 * @internal
 */
export function QueueSeries({ children }: { children: ReactNode }) {
  const { data } = useQueueFigures();
  const series = useMemo(
    () => data && seriesByKey(data, ({ completed, failed }) => completed + failed, 0),
    [data],
  );
  return <SeriesContext.Provider value={series}>{children}</SeriesContext.Provider>;
}

const Root = styled('span')({
  display: 'flex',
  alignItems: 'center',
  justifyContent: 'flex-end',
  gap: 8,
  '& figure': { flex: 1, minWidth: 0 },
});

/**
 * How much a queue does, in a number and over the last hour.
 * @internal
 */
export function QueueThroughput({ row }: { row: QueueRow }) {
  const t = useQueueText();
  // Of a queue in which nothing was counted there is no line: the portal may have come later than its jobs.
  const points = useContext(SeriesContext)?.get(row.id);
  return (
    <Root>
      {points && (
        <Sparkline isBare height={14} label={t('queues.spark', { queue: row.name })} points={points} />
      )}
      <Count value={row.throughputPerMinute} />
    </Root>
  );
}
