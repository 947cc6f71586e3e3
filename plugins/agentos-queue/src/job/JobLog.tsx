import { agentosPayloadReadPermission } from '@agentos-portal/plugin-agentos-common';
import {
  formatClock,
  PanelSection,
  useJobLogs,
  usePermissionReason,
  type JobLogLine,
} from '@agentos-portal/plugin-agentos-react';
import { Preformatted } from './Preformatted';

const said = ({ at, level, text }: JobLogLine) =>
  [at && formatClock(at), level?.toUpperCase(), text].filter(Boolean).join(' ');

function Lines({ id }: { id: string }) {
  const { data, error } = useJobLogs(id);
  if (error) return <>The log could not be read: {error.message}</>;
  if (!data) return <>Asking its source.</>;
  if (data.items.length === 0) return <>It has written nothing.</>;
  return <Preformatted text={data.items.map(said).join('\n')} label="Log" />;
}

/**
 * What the job has written; without the permission nothing is asked for.
 * @internal
 */
export function JobLog({ id }: { id: string }) {
  const reason = usePermissionReason(agentosPayloadReadPermission);
  return <PanelSection title="Log">{reason ?? <Lines id={id} />}</PanelSection>;
}
