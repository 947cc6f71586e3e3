import { OPERATIONS, type QueueRow, type ScheduleRow } from '@agentos-portal/plugin-agentos-common';
import {
  ReasonedButton,
  useCapabilityReason,
  usePermissionReason,
} from '@agentos-portal/plugin-agentos-react';
import { useState } from 'react';
import { useScheduleText } from '../useScheduleText';
import { ScheduleDialog } from './ScheduleDialog';

const KIND = 'schedule.upsert';

/** @internal */
export interface ChangeScheduleProps {
  label: string;
  /** Absent = a new one. */
  schedule?: ScheduleRow;
  /** Queues that a new one could add to. */
  queues: readonly QueueRow[];
}

/**
 * Opens the dialog of a schedule, or says why it cannot be changed here.
 * @internal
 */
export function ChangeSchedule({ label, schedule, queues }: ChangeScheduleProps) {
  const t = useScheduleText();
  const [isOpen, setOpen] = useState(false);
  const forbidden = usePermissionReason(OPERATIONS[KIND].permission, schedule?.id ?? queues[0]?.id);
  const sources = schedule ? [schedule.source] : queues.map(({ source }) => source);
  const incapable = useCapabilityReason(KIND, sources);
  const nowhere = !schedule && queues.length === 0 ? t('schedules.noQueue') : undefined;
  const why = forbidden ?? nowhere ?? incapable;
  return (
    <>
      <ReasonedButton
        name={schedule ? `${label} schedule ${schedule.name}` : label}
        why={why}
        onPress={() => setOpen(true)}
      >
        {label}
      </ReasonedButton>
      {isOpen && <ScheduleDialog schedule={schedule} queues={queues} onClose={() => setOpen(false)} />}
    </>
  );
}
