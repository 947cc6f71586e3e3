import { formatDuration, type ScheduleRow } from '@agentos-portal/plugin-agentos-common';
import {
  Beside,
  formatInstant,
  PanelSection,
  RowPanel,
  useInstanceId,
  useNow,
} from '@agentos-portal/plugin-agentos-react';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { TextLink } from '../job/TextLink';
import { jobsRouteRef } from '../routes';
import { queueSearch } from '../panel/queueSearch';
import { nextRuns, ruleWords } from './scheduleRule';
import { ScheduleOperations } from './ScheduleOperations';
import { ScheduleState } from './ScheduleState';
import { useScheduleText } from './useScheduleText';

const SHOWN = 5;

const nameOf = (row: ScheduleRow) => row.name;

function Rule({ row }: { row: ScheduleRow }) {
  const t = useScheduleText();
  const now = Math.floor(useNow() / 60_000) * 60_000;
  const runs = nextRuns(row, now, SHOWN);
  const words =
    row.everyMs === null ? ruleWords(row) : t('schedules.every', { period: formatDuration(row.everyMs) });
  return (
    <>
      <PanelSection title={t('schedules.columns.rule')}>
        <Beside>
          <ScheduleState row={row} />
          <span>{words ?? row.pattern}</span>
          {row.pattern && <code>{row.pattern}</code>}
        </Beside>
      </PanelSection>
      <ScheduleOperations row={row} />
      <PanelSection title={t('schedules.nextTimes')}>
        {runs.length === 0 && t('schedules.never')}
        <ol style={{ margin: 0, paddingLeft: 22, fontVariantNumeric: 'tabular-nums' }}>
          {runs.map(at => (
            <li key={at}>{formatInstant(at)}</li>
          ))}
        </ol>
        {row.pattern !== null && row.timeZone === null && runs.length > 1 && (
          <small>{t('schedules.zoneUnknown')}</small>
        )}
      </PanelSection>
    </>
  );
}

/** @internal */
export interface SchedulePanelProps {
  id: string;
  onClose: () => void;
}

/**
 * Everything about one schedule: its rule in words, its next runs, what can be done to it, every field.
 * @internal
 */
export function SchedulePanel({ id, onClose }: SchedulePanelProps) {
  const t = useScheduleText();
  const jobs = useRouteRef(jobsRouteRef)?.();
  const instance = useInstanceId();
  return (
    <RowPanel
      key={id}
      section="schedules"
      id={id}
      kind={t('schedules.kind')}
      titleOf={nameOf}
      onClose={onClose}
    >
      {row => ({
        before: (
          <>
            <Rule row={row} />
            {jobs && row.queue && (
              <PanelSection title={row.queue}>
                <TextLink to={`${jobs}?${queueSearch({ name: row.queue, source: row.source }, instance)}`}>
                  {t('schedules.jobs')}
                </TextLink>
              </PanelSection>
            )}
          </>
        ),
      })}
    </RowPanel>
  );
}
