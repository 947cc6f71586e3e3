import type { QueueRow } from '@agentos-portal/plugin-agentos-common';
import { useInstanceId } from '@agentos-portal/plugin-agentos-react';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { TextLink } from '../job/TextLink';
import { useQueueText } from '../page/useQueueText';
import { jobsRouteRef } from '../routes';
import { queueSearch } from './queueSearch';

/**
 * Ways from a queue to its jobs in the explorer.
 * @internal
 */
export function QueueLinks({ queue }: { queue: Pick<QueueRow, 'name' | 'source'> }) {
  const t = useQueueText();
  const jobs = useRouteRef(jobsRouteRef)?.();
  const instance = useInstanceId();
  if (!jobs) return null;
  return (
    <div style={{ display: 'flex', gap: 16 }}>
      <TextLink to={`${jobs}?${queueSearch(queue, instance)}`}>{t('queues.panel.allJobs')}</TextLink>
      <TextLink to={`${jobs}?${queueSearch(queue, instance, ['failed'])}`}>
        {t('queues.panel.failedJobs')}
      </TextLink>
    </div>
  );
}
