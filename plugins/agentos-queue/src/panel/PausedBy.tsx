import { agentosAuditReadPermission } from '@agentos-portal/plugin-agentos-common';
import {
  Age,
  agentosApiRef,
  agentosQueryClientApiRef,
  STALE_TIMES_MS,
  usePermissionReason,
} from '@agentos-portal/plugin-agentos-react';
import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { useQueueText } from '../page/useQueueText';

/**
 * Who paused a queue, when and why, where the audit knows and may be read.
 * @internal
 */
export function PausedBy({ id }: { id: string }) {
  const t = useQueueText();
  const api = useApi(agentosApiRef);
  const hidden = usePermissionReason(agentosAuditReadPermission);
  const { data } = useQuery(
    {
      queryKey: ['agentos', 'audit', id, 'queue.pause'],
      queryFn: ({ signal }) => api.getAudit({ target: id, kind: 'queue.pause', limit: 1 }, { signal }),
      enabled: hidden === undefined,
      staleTime: STALE_TIMES_MS.jobList,
    },
    useApi(agentosQueryClientApiRef),
  );
  if (hidden || !data) return null;
  const [last] = data.items;
  if (last?.outcome !== 'succeeded') return <div>{t('queues.panel.pausedElsewhere')}</div>;
  return (
    <div>
      {t('queues.panel.pausedBy', { who: last.actor.replace(/^user:default\//, '') })},{' '}
      <Age at={last.at} suffix="ago" />
      {last.reason && <>: {last.reason}</>}
    </div>
  );
}
