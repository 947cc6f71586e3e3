import Alert from '@mui/material/Alert';
import { styled } from '@mui/material/styles';
import type { JobRow, OperationKind } from '@agentos-portal/plugin-agentos-common';
import {
  agentosQueryClientApiRef,
  useJobList,
  useShortcut,
  type BulkRequest,
  type ChangeUrl,
} from '@agentos-portal/plugin-agentos-react';
import { useAnalytics, useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { queueTranslationRef } from '../translation';
import { ExportMenu } from './export/ExportMenu';
import { THROUGHPUT_KEY } from './histogram/useThroughput';
import { OperationDrawer } from './operate/OperationDrawer';
import { PRESETS_KEY } from './presets/usePresets';
import { NOTHING, selectTo, toggle, toggleShown, type Selection } from './selection/selection';
import { SelectionBar } from './selection/SelectionBar';
import { ListNews } from './state/ListNews';
import { ListState } from './state/ListState';
import type { ExplorerState } from './state/useExplorerState';
import { ColumnPicker } from './table/ColumnPicker';
import { jobColumns } from './table/jobColumns';
import { JobTable } from './table/JobTable';

const Bar = styled('div')({
  display: 'flex',
  alignItems: 'center',
  flexWrap: 'wrap',
  gap: '4px 12px',
  minHeight: 28,
  '& > span': { flex: 1 },
});

/** @internal */
export interface JobsListProps {
  state: ExplorerState;
  change: ChangeUrl;
}

/**
 * The jobs that were found: how many, what is selected and can be done to it, and the rows.
 * @internal
 */
export function JobsList({ state, change }: JobsListProps) {
  const { t } = useTranslationRef(queueTranslationRef);
  const client = useApi(agentosQueryClientApiRef);
  const analytics = useAnalytics();
  const { query, sort, job: openId } = state;
  const onStale = useCallback(() => {
    client.invalidateQueries({ queryKey: PRESETS_KEY });
    client.invalidateQueries({ queryKey: THROUGHPUT_KEY });
  }, [client]);
  const list = useJobList(query, onStale);
  const columns = useMemo(() => jobColumns(state.columns), [state.columns]);
  const [selection, setSelection] = useState<Selection>(NOTHING);
  const [activeId, setActiveId] = useState<string>();
  const [asked, setAsked] = useState<Pick<BulkRequest, 'kind' | 'targets'>>();

  // The keys go on where they were when the drawer is closed.
  const returnTo = useRef<Element | null>(null);
  useEffect(() => {
    if (!asked && returnTo.current instanceof HTMLElement) returnTo.current.focus({ preventScroll: true });
  }, [asked]);

  // What is selected is what was seen: another filter begins anew.
  const { instance, q, from, to } = query;
  useEffect(() => setSelection(NOTHING), [instance, q, from, to]);

  const { rows, isPrevious } = list;
  const order = useMemo(() => rows.map(({ id }) => id), [rows]);
  const select = useCallback(
    (id: string, isRange: boolean) => {
      // The rows of the list before stay until this one is there; they are not what was asked for.
      if (isPrevious) return;
      setSelection(before => (isRange ? selectTo(before, id, order) : toggle(before, id)));
    },
    [order, isPrevious],
  );
  useShortcut('x', () => activeId && select(activeId, false));
  useShortcut('X', () => activeId && select(activeId, true));

  const operate = useCallback(
    (kind: OperationKind, active?: JobRow) => {
      returnTo.current = document.activeElement;
      if (active) setAsked({ kind, targets: { ids: [active.id] } });
      else if (selection.kind === 'some') setAsked({ kind, targets: { ids: Array.from(selection.ids) } });
      else if (selection.kind === 'all') setAsked({ kind, targets: { filter: { instance, q, from, to } } });
    },
    [selection, instance, q, from, to],
  );
  const open = useCallback(
    (id: string) => {
      analytics.captureEvent('click', 'job');
      change({ job: id }, { push: true });
    },
    [analytics, change],
  );
  const clear = useCallback(() => setSelection(NOTHING), []);
  const started = useCallback(() => {
    setAsked(undefined);
    setSelection(NOTHING);
  }, []);
  const active = isPrevious ? undefined : rows.find(({ id }) => id === activeId);
  const hasRows = rows.length > 0;
  return (
    <>
      <Bar>
        <ListNews list={list} isNarrowed={Boolean(q || from || to)} onRestart={list.restart} />
        <span />
        <ExportMenu query={query} list={list} selection={selection} />
        <ColumnPicker columns={state.columns} onChange={chosen => change({ columns: chosen })} />
      </Bar>
      {hasRows && (
        <SelectionBar
          list={list}
          selection={selection}
          active={active}
          onSelectAll={() => setSelection({ kind: 'all' })}
          onClear={clear}
          onOperate={operate}
        />
      )}
      {list.isPartial && (
        <Alert severity="warning" sx={{ py: 0, mb: 1 }}>
          {t('explorer.list.partial')}
        </Alert>
      )}
      {hasRows ? (
        <JobTable
          // Another list begins at its top.
          key={JSON.stringify(query)}
          list={list}
          columns={columns}
          sort={sort}
          onSort={chosen => change({ sort: chosen === '-created' ? undefined : chosen })}
          selection={selection}
          onSelect={select}
          onToggleShown={() => !isPrevious && setSelection(before => toggleShown(before, order))}
          openId={openId}
          onOpen={open}
          onActive={setActiveId}
        />
      ) : (
        <ListState list={list} hasSearch={Boolean(q)} hasTime={Boolean(from || to)} change={change} />
      )}
      {asked && (
        <OperationDrawer
          kind={asked.kind}
          targets={asked.targets}
          onClose={() => setAsked(undefined)}
          onStarted={started}
        />
      )}
    </>
  );
}
