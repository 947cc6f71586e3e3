import { styled } from '@mui/material/styles';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useMemo, useRef, type CSSProperties, type ReactNode } from 'react';
import { useUrlParam } from '../url';
import type { Column } from './Column';
import { OrderHint } from './OrderHint';
import { sortRows, type Sort } from './sortRows';
import { TableHead } from './TableHead';
import { TableRoot, TableScroller } from './TableRoot';
import { TableRow } from './TableRow';
import { useHeldOrder } from './useHeldOrder';
import { useHold } from '../hold';
import { useRowCursor } from './useRowCursor';

/** Longer tables draw only the rows in sight. */
const VIRTUAL_FROM = 100;
const ROW_HEIGHT = 32;

const Root = styled('div')({ position: 'relative' });

// In the room that every section leaves below itself.
const Below = styled('div')({ position: 'absolute', top: '100%', right: 0 });

const Toolbar = styled('div')({
  display: 'flex',
  alignItems: 'center',
  flexWrap: 'wrap',
  gap: 8,
  marginBottom: 8,
});

/** @public */
export interface DataTableProps<T> {
  /** Name of the table. */
  label: string;
  rows: readonly T[];
  keyOf: (row: T) => string;
  /** Keep it outside of the component. The first column names the row. */
  columns: ReadonlyArray<Column<T>>;
  /** Order where the URL names none: the id of a column, with a leading `-` for descending. */
  defaultSort: Sort;
  /** Name of the URL parameter that holds the order. */
  sortParam?: string;
  /** What the rows were narrowed by: a change of it is shown at once, also while the order is held. */
  filter?: string;
  /** Controls above the table; what waits while the order is held is said beside them, else below the table. */
  toolbar?: ReactNode;
  selectedKey?: string;
  onOpen?: (row: T) => void;
  /** `j` and `k` reach one table of a page from anywhere. */
  shortcuts?: boolean;
  /** Shows only so many rows, the first ones; all by default. */
  limit?: number;
  /** Shown instead of rows. */
  empty?: ReactNode;
}

/**
 * A live table: sorted by its heads, walked with the keyboard, drawn row by row. While the pointer or the focus is in it,
 * rows keep their places.
 * @public
 */
export function DataTable<T>({
  label,
  rows,
  keyOf,
  columns,
  defaultSort,
  sortParam = 'sort',
  filter = '',
  toolbar,
  selectedKey,
  onOpen,
  shortcuts = false,
  limit,
  empty = 'Nothing matches.',
}: DataTableProps<T>) {
  const [sort, setSort] = useUrlParam(sortParam, defaultSort);
  const sorted = useMemo(() => sortRows(rows, columns, sort, keyOf), [rows, columns, sort, keyOf]);
  const { held, handlers, release } = useHold();
  const order = useHeldOrder(sorted, keyOf, held, `${sort} ${filter}`, limit);
  const keys = useMemo(() => order.rows.map(keyOf), [order.rows, keyOf]);

  const scroller = useRef<HTMLDivElement>(null);
  const isVirtual = keys.length > VIRTUAL_FROM;
  const virtualizer = useVirtualizer({
    count: keys.length,
    enabled: isVirtual,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    // The head covers the first row's height of the box.
    scrollPaddingStart: ROW_HEIGHT,
    overscan: 8,
  });
  const scrollTo = useCallback(
    (index: number) => isVirtual && virtualizer.scrollToIndex(index),
    [virtualizer, isVirtual],
  );
  const cursor = useRowCursor({ keys, scrollTo, shortcuts });

  const items = virtualizer.getVirtualItems();
  const [from, to] = isVirtual
    ? [items[0]?.index ?? 0, (items[items.length - 1]?.index ?? -1) + 1]
    : [0, keys.length];
  const spacer = (count: number) =>
    count > 0 && (
      <tr data-spacer aria-hidden>
        <td colSpan={columns.length} style={{ height: count * ROW_HEIGHT }} />
      </tr>
    );

  const hint = <OrderHint order={order} held={held} onRelease={release} />;

  return (
    <Root>
      {toolbar && (
        <Toolbar>
          {toolbar}
          {hint}
        </Toolbar>
      )}
      <TableScroller ref={scroller} style={isVirtual ? { maxHeight: 'max(320px, calc(100vh - 260px))' } : {}}>
        <TableRoot
          aria-label={label}
          aria-rowcount={keys.length + 1}
          style={
            {
              '--row-height': `${ROW_HEIGHT}px`,
              minWidth: columns.reduce((sum, { width }) => sum + width, 0),
            } as CSSProperties
          }
        >
          <colgroup>
            {columns.map((column, index) => (
              <col key={column.id} style={index === 0 ? {} : { width: column.width }} />
            ))}
          </colgroup>
          <TableHead columns={columns} sort={sort} onSort={setSort} />
          {/* What is focused are the buttons inside: their keys are heard in one place. */}
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
          <tbody ref={cursor.body} {...handlers} onKeyDown={cursor.onKeyDown}>
            {keys.length === 0 && (
              <tr>
                <td colSpan={columns.length}>{empty}</td>
              </tr>
            )}
            {spacer(from)}
            {order.rows.slice(from, to).map((row, offset) => {
              const key = keys[from + offset];
              return (
                <TableRow
                  key={key}
                  row={row}
                  rowKey={key}
                  index={from + offset}
                  columns={columns}
                  active={key === cursor.activeKey}
                  selected={key === selectedKey}
                  gone={order.gone.has(key)}
                  wanted={cursor.wanted}
                  onOpen={onOpen}
                  onActivate={cursor.setActiveKey}
                />
              );
            })}
            {spacer(keys.length - to)}
          </tbody>
        </TableRoot>
      </TableScroller>
      {!toolbar && <Below>{hint}</Below>}
    </Root>
  );
}
