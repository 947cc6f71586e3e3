import type { ScheduleRow } from '@agentos-portal/plugin-agentos-common';
import {
  DataTable,
  FilterBox,
  matches,
  SectionFrame,
  useSection,
  useSelected,
  useUrlParam,
} from '@agentos-portal/plugin-agentos-react';
import { useCallback, useMemo } from 'react';
import { ChangeSchedule } from './edit/ChangeSchedule';
import { scheduleColumns } from './scheduleColumns';
import { SchedulePanel } from './SchedulePanel';
import { ruleWords } from './scheduleRule';
import { useScheduleText } from './useScheduleText';

const keyOf = (row: ScheduleRow) => row.id;

/**
 * Everything that adds jobs by itself, the next one first. What is sorted, filtered and open is in the URL.
 * @internal
 */
export function SchedulesPage() {
  const t = useScheduleText();
  const section = useSection('schedules');
  const queues = useSection('queues');
  const [filter, setFilter] = useUrlParam('q');
  const { selected, open, close } = useSelected();
  const columns = useMemo(() => scheduleColumns(t), [t]);
  const rows = useMemo(
    () =>
      section.rows.filter(row =>
        matches(filter, [row.name, row.queue, row.pattern, ruleWords(row), row.source, row.instance]),
      ),
    [section.rows, filter],
  );
  const onOpen = useCallback((row: ScheduleRow) => open(row.id), [open]);
  const add = <ChangeSchedule label={t('schedules.add')} queues={queues.rows} />;
  return (
    <>
      <SectionFrame
        name="schedules"
        title={t('schedules.title')}
        section={section}
        summary={t('schedules.summary', { count: section.rowCount })}
        empty={
          <>
            {t('schedules.empty')} {add}
          </>
        }
      >
        <DataTable
          label={t('schedules.title')}
          rows={rows}
          keyOf={keyOf}
          columns={columns}
          defaultSort="next"
          filter={filter}
          toolbar={
            <>
              <FilterBox label={t('schedules.filter')} value={filter} onChange={setFilter} />
              {add}
            </>
          }
          selectedKey={selected}
          onOpen={onOpen}
          shortcuts
          empty={t('schedules.noMatch')}
        />
      </SectionFrame>
      {selected && <SchedulePanel id={selected} onClose={close} />}
    </>
  );
}
