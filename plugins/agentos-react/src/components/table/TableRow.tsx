import { memo, useEffect, useRef, type MouseEvent, type MutableRefObject } from 'react';
import { RowFocusContext } from '../hint';
import { ROW_SCOPE } from '../keyboard';
import type { Column } from './Column';

/** @internal */
export interface TableRowProps<T> {
  row: T;
  rowKey: string;
  /** Place in the whole table, from 0. */
  index: number;
  columns: ReadonlyArray<Column<T>>;
  /** The keyboard stands here. */
  active: boolean;
  /** Its panel is open. */
  selected: boolean;
  /** It left while the order is held. */
  gone: boolean;
  wanted: MutableRefObject<string | undefined>;
  onOpen?: (row: T) => void;
  onActivate: (key: string) => void;
}

function Row<T>({
  row,
  rowKey,
  index,
  columns,
  active,
  selected,
  gone,
  wanted,
  onOpen,
  onActivate,
}: TableRowProps<T>) {
  const opener = useRef<HTMLButtonElement>(null);
  const [first, ...rest] = columns;

  useEffect(() => {
    if (active && wanted.current === rowKey) {
      wanted.current = undefined;
      opener.current?.focus();
    }
  }, [active, wanted, rowKey]);

  const open = ({ target, currentTarget }: MouseEvent) => {
    // A dialog opened from the row lies elsewhere on the page, and other controls in the row do what they say.
    if (!(target instanceof Element) || !currentTarget.contains(target)) return;
    const control = target.closest('a, button, input, select, textarea');
    if (control === null || control === opener.current) onOpen?.(row);
  };

  return (
    <RowFocusContext.Provider value={active}>
      <tr
        {...ROW_SCOPE}
        // The head is row 1.
        aria-rowindex={index + 2}
        aria-current={selected || undefined}
        data-gone={gone || undefined}
        title={gone ? 'This row has left the list' : undefined}
        onClick={onOpen && open}
        onFocus={() => onActivate(rowKey)}
      >
        <th scope="row">
          {onOpen ? (
            <button ref={opener} type="button" tabIndex={active ? 0 : -1} data-row-opener={rowKey}>
              {first.render(row)}
            </button>
          ) : (
            first.render(row)
          )}
        </th>
        {rest.map(column => (
          <td key={column.id} data-align={column.align}>
            {column.render(row)}
          </td>
        ))}
      </tr>
    </RowFocusContext.Provider>
  );
}

/**
 * A row of a table; drawn again only when something of its own changes.
 * @internal
 */
export const TableRow = memo(Row) as typeof Row;
