import ArrowDownIcon from '@mui/icons-material/ArrowDownward';
import ArrowUpIcon from '@mui/icons-material/ArrowUpward';
import type { JobSort } from '@agentos-portal/plugin-agentos-react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEffect, useRef } from 'react';
import { queueTranslationRef } from '../../translation';
import type { JobColumn } from './jobColumns';

/** @internal */
export interface JobTableHeadProps {
  columns: readonly JobColumn[];
  sort: JobSort;
  onSort: (sort: JobSort) => void;
  /** Of the jobs shown. */
  selected: 'none' | 'some' | 'all';
  onToggleShown: () => void;
}

/**
 * The head of the list. It sorts by what the index can sort by, the largest first.
 * @internal
 */
export function JobTableHead({ columns, sort, onSort, selected, onToggleShown }: JobTableHeadProps) {
  const { t } = useTranslationRef(queueTranslationRef);
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = selected === 'some';
  }, [selected]);
  const isDescending = sort.startsWith('-');
  const direction = isDescending ? 'descending' : 'ascending';
  const Arrow = isDescending ? ArrowDownIcon : ArrowUpIcon;
  return (
    <thead>
      <tr>
        <td data-select>
          <label>
            <input
              ref={box}
              type="checkbox"
              aria-label={t('explorer.list.selectShown')}
              checked={selected === 'all'}
              onChange={onToggleShown}
            />
          </label>
        </td>
        <th scope="col">{t('explorer.column.job')}</th>
        {columns.map(({ id, title, align, sort: field }) => {
          const isActive = field !== undefined && sort.replace('-', '') === field;
          const label = t(`explorer.column.${title as 'state'}`);
          return (
            <th key={id} scope="col" data-align={align} aria-sort={isActive ? direction : undefined}>
              {field ? (
                <button type="button" onClick={() => onSort(isActive && isDescending ? field : `-${field}`)}>
                  {label}
                  <Arrow aria-hidden data-active={isActive} />
                </button>
              ) : (
                label
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
