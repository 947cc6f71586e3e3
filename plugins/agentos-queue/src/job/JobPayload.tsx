import { agentosPayloadReadPermission } from '@agentos-portal/plugin-agentos-common';
import { PanelSection, usePermissionReason } from '@agentos-portal/plugin-agentos-react';
import { Preformatted } from './Preformatted';

/** @internal */
export interface JobPayloadProps {
  title: string;
  /** Absent = the source does not know it, or the person may not see it. */
  value: unknown;
}

/**
 * Arguments or result, folded; without the permission it says which one is missing.
 * @internal
 */
export function JobPayload({ title, value }: JobPayloadProps) {
  const reason = usePermissionReason(agentosPayloadReadPermission);
  if (value === undefined) {
    return <PanelSection title={title}>{reason ?? 'Not reported.'}</PanelSection>;
  }
  return (
    <PanelSection title={title}>
      <details>
        <summary>Show</summary>
        <Preformatted text={JSON.stringify(value, undefined, 2)} label={title} />
      </details>
    </PanelSection>
  );
}
