import { formatDuration } from '@agentos-portal/plugin-agentos-common';
import { Sparkline } from '@agentos-portal/plugin-agentos-react';
import { styled } from '@mui/material/styles';
import { seriesByKey } from '../page/queueSeries';
import { useQueueFigures } from '../page/useQueueFigures';
import { useQueueText } from '../page/useQueueText';

const Root = styled('div')({ display: 'grid', gridTemplateColumns: 'repeat(3, minmax(0, 1fr))', gap: 14 });

const NONE: number[] = [];

/**
 * The last hour of a queue, minute by minute.
 * @internal
 */
export function QueueHour({ id }: { id: string }) {
  const t = useQueueText();
  const { data, error } = useQueueFigures();
  if (error && !data) return <>{t('queues.panel.noFigures', { error: error.message })}</>;
  if (!data) return null;
  const finished = seriesByKey(data, point => point.completed + point.failed, 0).get(id) ?? NONE;
  const created = seriesByKey(data, point => point.created, 0).get(id) ?? NONE;
  const waited = seriesByKey(data, point => point.waitP95Ms, undefined).get(id) ?? NONE;
  return (
    <Root>
      <Sparkline label={t('queues.panel.created')} points={created} tone="waiting" />
      <Sparkline label={t('queues.panel.finished')} points={finished} />
      <Sparkline label={t('queues.panel.waited')} points={waited} format={formatDuration} tone="warning" />
    </Root>
  );
}
