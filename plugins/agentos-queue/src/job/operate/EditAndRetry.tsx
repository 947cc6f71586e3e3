import {
  agentosPayloadReadPermission,
  OPERATIONS,
  type OperationKind,
} from '@agentos-portal/plugin-agentos-common';
import {
  ReasonedButton,
  useCapabilityReason,
  usePermissionReason,
  type JobDetail,
  type OperationTargetRef,
} from '@agentos-portal/plugin-agentos-react';
import { useEffect, useState } from 'react';
import { useJobText } from '../useJobText';
import { EditDialog } from './EditDialog';

const KIND = 'job.editAndRetry' satisfies OperationKind;

/** @internal */
export interface EditAndRetryProps {
  targets: readonly OperationTargetRef[];
  subject: string;
  detail: JobDetail | undefined;
  /** Why it makes no sense now. */
  disabledReason: string | undefined;
  hold: (kind: OperationKind, isOpen: boolean) => void;
}

/**
 * Runs a job again with other arguments, or says why that cannot be done.
 * @internal
 */
export function EditAndRetry({ targets, subject, detail, disabledReason, hold }: EditAndRetryProps) {
  const t = useJobText();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => hold(KIND, isOpen), [hold, isOpen]);
  const forbidden = usePermissionReason(OPERATIONS[KIND].permission, targets[0].id);
  const incapable = useCapabilityReason(
    KIND,
    targets.map(({ source }) => source),
  );
  const hidden = usePermissionReason(agentosPayloadReadPermission);
  const args = detail?.args;
  const unknown = detail?.omitted?.args ? t('job.edit.omitted') : t('job.edit.noArgs');
  const unread = hidden ? t('job.edit.noPermission') : unknown;
  const why = disabledReason ?? forbidden ?? incapable ?? (args === undefined ? unread : undefined);
  return (
    <>
      <ReasonedButton
        name={`${t('job.operate.editAndRetry')} ${subject}`}
        why={why}
        onPress={() => setOpen(true)}
      >
        {t('job.operate.editAndRetry')}
      </ReasonedButton>
      {isOpen && args !== undefined && (
        <EditDialog args={args} targets={targets} subject={subject} onClose={() => setOpen(false)} />
      )}
    </>
  );
}
