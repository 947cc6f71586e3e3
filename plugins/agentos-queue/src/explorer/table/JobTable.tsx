import { alpha, styled } from '@mui/material/styles';
import {
  TableRoot,
  TableScroller,
  usePrefetchJob,
  useRowCursor,
  type JobListView,
  type JobSort,
} from '@agentos-portal/plugin-agentos-react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, type CSSProperties } from 'react';
import { queueTranslationRef } from '../../translation';
import { isSelected, type Selection } from '../selection/selection';
import type { JobColumn } from './jobColumns';
import { JobTableHead } from './JobTableHead';
import { JobTableRow, type RowWords } from './JobTableRow';

const ROW_HEIGHT = 32;
const SELECT_WIDTH = 36;
const JOB_WIDTH = 224;
/** Rows before the end of what was read at which the next page is asked for: a second of quick scrolling. */
const AHEAD = 80;

const Scroller = styled(TableScroller)({ contain: 'strict', overflowAnchor: 'none' });

const Table = styled(TableRoot)(({ theme }) => ({
  '& td[data-select]': {
    padding: 0,
    textAlign: 'center',
    '& label': { display: 'block', cursor: 'pointer', lineHeight: '30px' },
    '& input': { margin: 0, verticalAlign: 'middle', accentColor: theme.palette.primary.main },
  },
  '& thead td[data-select]': {
    position: 'sticky',
    top: 0,
    zIndex: 2,
    backgroundColor: theme.palette.background.paper,
  },
  '& th:first-of-type': { paddingLeft: 4 },
  '& tbody th small': { color: theme.palette.text.secondary, fontWeight: 400, marginLeft: 4 },
  '& tbody tr[aria-selected="true"] > *': {
    backgroundImage: `linear-gradient(${alpha(theme.palette.primary.main, 0.1)}, ${alpha(theme.palette.primary.main, 0.1)})`,
  },
  '& tbody tr[data-left] > *:not([data-select])': { opacity: 0.55, fontStyle: 'italic' },
  '& tbody[data-previous]': { opacity: 0.5 },
  '& tbody tr[data-waiting] > td': { color: theme.palette.text.secondary, fontStyle: 'italic' },
}));

/** @internal */
export interface JobTableProps {
  list: JobListView;
  columns: readonly JobColumn[];
  sort: JobSort;
  onSort: (sort: JobSort) => void;
  selection: Selection;
  onSelect: (id: string, isRange: boolean) => void;
  onToggleShown: () => void;
  openId?: string;
  onOpen: (id: string) => void;
  /** Told of the job the keyboard stands on. */
  onActive: (id: string | undefined) => void;
}

/**
 * The list of jobs: only what is in sight is drawn, pages are read as they come near, and no row moves by itself.
 * @internal
 */
export function JobTable(props: JobTableProps) {
  const { list, columns, sort, onSort, selection, onSelect, onToggleShown, openId, onOpen, onActive } = props;
  const { t } = useTranslationRef(queueTranslationRef);
  const { rows, start, hasNext, hasPrevious, readNext, readPrevious } = list;
  const keys = useMemo(() => rows.map(({ id }) => id), [rows]);
  const scroller = useRef<HTMLDivElement>(null);
  const end = start + rows.length;
  const virtualizer = useVirtualizer({
    count: end + (hasNext ? 1 : 0),
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    // The head covers the first row's height of the box.
    scrollPaddingStart: ROW_HEIGHT,
    overscan: 12,
  });
  const scrollTo = useCallback(
    (index: number) => virtualizer.scrollToIndex(start + index),
    [virtualizer, start],
  );
  const prefetch = usePrefetchJob();
  const cursor = useRowCursor({ keys, scrollTo, shortcuts: true });
  const { activeKey, setActiveKey } = cursor;
  // Before the next key is heard: it is about this row.
  useLayoutEffect(() => onActive(activeKey), [onActive, activeKey]);

  const items = virtualizer.getVirtualItems();
  const from = items[0]?.index ?? 0;
  const to = (items.at(-1)?.index ?? -1) + 1;
  const isFailed = list.error !== undefined;
  useEffect(() => {
    // What failed is asked for again by the person.
    if (isFailed) return;
    if (hasNext && to > end - AHEAD) readNext();
    else if (hasPrevious && from < start + AHEAD) readPrevious();
  }, [isFailed, hasNext, hasPrevious, from, to, start, end, readNext, readPrevious]);

  const words = useMemo<RowWords>(
    () => ({
      // Put together for each row: a translation for each would cost more than the row.
      select: t('explorer.list.select', { name: '{{name}}', id: '{{id}}' }),
      left: t('explorer.list.left'),
    }),
    [t],
  );
  const grown = columns.some(({ id }) => id === 'error') ? 'error' : 'job';
  const minWidth = columns.reduce((sum, { width }) => sum + width, SELECT_WIDTH + JOB_WIDTH);
  const widthOf = (id: string, width: number) => (id === grown ? {} : { width });
  const shownSelected = keys.filter(id => isSelected(selection, id)).length;
  const some = shownSelected === keys.length ? 'all' : 'some';
  const headState = shownSelected === 0 ? 'none' : some;
  const span = columns.length + 2;
  const spacer = (key: string, count: number) =>
    count > 0 && (
      <tr key={key} data-spacer aria-hidden>
        <td colSpan={span} style={{ height: count * ROW_HEIGHT }} />
      </tr>
    );
  const waiting = (key: string) => (
    <tr key={key} data-waiting aria-hidden>
      <td colSpan={span}>{t('explorer.list.loadingMore')}</td>
    </tr>
  );

  return (
    <Scroller
      {...prefetch}
      ref={scroller}
      style={{ height: `max(280px, min(100vh - 432px, ${(end + 1) * ROW_HEIGHT + 20}px))` }}
    >
      <Table
        aria-label={t('explorer.list.label')}
        aria-rowcount={list.totalIsExact && list.total !== undefined ? list.total + 1 : -1}
        aria-busy={list.isReading}
        style={{ '--row-height': `${ROW_HEIGHT}px`, minWidth } as CSSProperties}
      >
        <colgroup>
          <col style={{ width: SELECT_WIDTH }} />
          <col style={widthOf('job', JOB_WIDTH)} />
          {columns.map(({ id, width }) => (
            <col key={id} style={widthOf(id, width)} />
          ))}
        </colgroup>
        <JobTableHead
          columns={columns}
          sort={sort}
          onSort={onSort}
          selected={headState}
          onToggleShown={onToggleShown}
        />
        {/* What is focused are the buttons inside: their keys are heard in one place. */}
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
        <tbody ref={cursor.body} onKeyDown={cursor.onKeyDown} data-previous={list.isPrevious || undefined}>
          {spacer('before', from)}
          {items.map(({ index }) => {
            const job = rows[index - start];
            if (!job) return waiting(`waiting ${index}`);
            return (
              <JobTableRow
                key={job.id}
                job={job}
                index={index}
                columns={columns}
                words={words}
                isActive={job.id === activeKey}
                isOpen={job.id === openId}
                isSelected={isSelected(selection, job.id)}
                isFixed={selection.kind === 'all'}
                isLeft={list.matches(job) === false}
                wanted={cursor.wanted}
                onOpen={onOpen}
                onSelect={onSelect}
                onActivate={setActiveKey}
              />
            );
          })}
          {spacer('after', end + (hasNext ? 1 : 0) - to)}
        </tbody>
      </Table>
    </Scroller>
  );
}
