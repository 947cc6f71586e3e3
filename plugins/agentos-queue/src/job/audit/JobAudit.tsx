import { agentosAuditReadPermission, OPERATIONS } from '@agentos-portal/plugin-agentos-common';
import {
  Age,
  agentosApiRef,
  agentosQueryClientApiRef,
  MiniTable,
  PanelSection,
  STALE_TIMES_MS,
  usePermissionReason,
} from '@agentos-portal/plugin-agentos-react';
import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { useJobText } from '../useJobText';

const SHOWN = 20;

function Entries({ id, version }: { id: string; version: string }) {
  const t = useJobText();
  const api = useApi(agentosApiRef);
  const { data, error } = useQuery(
    {
      // What was done to it changes it: another rev asks again.
      queryKey: ['agentos', 'audit', id, version],
      queryFn: ({ signal }) => api.getAudit({ target: id, limit: SHOWN }, { signal }),
      placeholderData: before => before,
      staleTime: STALE_TIMES_MS.job,
    },
    useApi(agentosQueryClientApiRef),
  );
  if (error) return <>{t('job.audit.failed', { error: error.message })}</>;
  if (!data) return <>{t('job.asking')}</>;
  if (data.items.length === 0) return <>{t('job.audit.none')}</>;
  return (
    <>
      <MiniTable aria-label={t('job.audit.title')}>
        <thead>
          <tr>
            <th scope="col">{t('job.audit.what')}</th>
            <th scope="col">{t('job.audit.who')}</th>
            <th scope="col">{t('job.audit.outcome')}</th>
            <th scope="col" data-align="end">
              {t('job.audit.when')}
            </th>
          </tr>
        </thead>
        <tbody>
          {data.items.map(({ operationId, at, actor, kind, reason, outcome, code, message }) => (
            <tr key={operationId}>
              <th scope="row" title={reason ?? undefined}>
                {OPERATIONS[kind]?.title ?? kind}
                {reason && <small> {reason}</small>}
              </th>
              <td title={actor}>{actor.replace(/^user:default\//, '')}</td>
              <td title={message ?? undefined}>
                {[outcome ?? t('job.audit.open'), code].filter(Boolean).join(' ')}
              </td>
              <td data-align="end">
                <Age at={at} suffix="ago" />
              </td>
            </tr>
          ))}
        </tbody>
      </MiniTable>
      {data.nextCursor && <div>{t('job.audit.more')}</div>}
    </>
  );
}

/**
 * What people have done to the job; without the permission nothing is asked for.
 * @internal
 */
export function JobAudit({ id, version }: { id: string; version: string }) {
  const t = useJobText();
  const reason = usePermissionReason(agentosAuditReadPermission);
  return (
    <PanelSection title={t('job.audit.title')}>
      {reason ?? <Entries id={id} version={version} />}
    </PanelSection>
  );
}
