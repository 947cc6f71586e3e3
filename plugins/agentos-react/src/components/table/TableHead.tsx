import ArrowDownIcon from '@mui/icons-material/ArrowDownward';
import ArrowUpIcon from '@mui/icons-material/ArrowUpward';
import type { Column } from './Column';
import { isDescending, sortColumn, type Sort } from './sortRows';

/** @internal */
export interface TableHeadProps<T> {
  columns: ReadonlyArray<Column<T>>;
  sort: Sort;
  onSort: (sort: Sort) => void;
}

/**
 * Numbers start with the largest, words with the first.
 */
function nextSort<T>(column: Column<T>, sort: Sort): Sort {
  if (sortColumn(sort) !== column.id) {
    return column.align === 'end' ? `-${column.id}` : column.id;
  }
  return isDescending(sort) ? column.id : `-${column.id}`;
}

/**
 * The head of a table; its buttons sort.
 * @internal
 */
export function TableHead<T>({ columns, sort, onSort }: TableHeadProps<T>) {
  const direction = isDescending(sort) ? 'descending' : 'ascending';
  const Arrow = isDescending(sort) ? ArrowDownIcon : ArrowUpIcon;
  return (
    <thead>
      <tr>
        {columns.map(column => {
          const active = sortColumn(sort) === column.id;
          return (
            <th
              key={column.id}
              scope="col"
              data-align={column.align}
              aria-sort={active ? direction : undefined}
              title={column.description}
            >
              {column.sortValue ? (
                <button type="button" onClick={() => onSort(nextSort(column, sort))}>
                  {column.label}
                  <Arrow aria-hidden data-active={active} />
                </button>
              ) : (
                column.label
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
