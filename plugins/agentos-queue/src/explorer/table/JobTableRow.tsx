import type { JobRow } from '@agentos-portal/plugin-agentos-common';
import { RowFocusContext } from '@agentos-portal/plugin-agentos-react';
import { memo, useEffect, useRef, type MouseEvent, type MutableRefObject } from 'react';
import type { JobColumn } from './jobColumns';

/** @internal */
export interface RowWords {
  select: string;
  left: string;
}

/** @internal */
export interface JobTableRowProps {
  job: JobRow;
  /** Place in the whole list, from 0. */
  index: number;
  columns: readonly JobColumn[];
  words: RowWords;
  /** The keyboard stands here. */
  isActive: boolean;
  /** Its detail is open. */
  isOpen: boolean;
  isSelected: boolean;
  /** It is selected with everything else, and cannot be taken out. */
  isFixed: boolean;
  /** It no longer belongs to the list. */
  isLeft: boolean;
  wanted: MutableRefObject<string | undefined>;
  onOpen: (id: string) => void;
  onSelect: (id: string, isRange: boolean) => void;
  onActivate: (id: string) => void;
}

const isControl = (target: EventTarget, within: Element) =>
  !(target instanceof Element) ||
  !within.contains(target) ||
  target.closest('a, input, select, textarea, label');

function Row(props: JobTableRowProps) {
  const { job, index, columns, words, isActive, isOpen, isSelected, isFixed, isLeft, wanted } = props;
  const { onOpen, onSelect, onActivate } = props;
  const opener = useRef<HTMLButtonElement>(null);
  const { id } = job;

  useEffect(() => {
    if (isActive && wanted.current === id) {
      wanted.current = undefined;
      opener.current?.focus({ preventScroll: true });
    }
  }, [isActive, wanted, id]);

  const click = (event: MouseEvent) => {
    if (isControl(event.target, event.currentTarget)) return;
    const button = (event.target as Element).closest('button');
    if (button && button !== opener.current) return;
    if (event.shiftKey || event.ctrlKey || event.metaKey) {
      event.preventDefault();
      onSelect(id, event.shiftKey);
    } else onOpen(id);
  };

  return (
    <RowFocusContext.Provider value={isActive}>
      <tr
        // The head is row 1.
        aria-rowindex={index + 2}
        aria-current={isOpen || undefined}
        aria-selected={isSelected}
        data-left={isLeft || undefined}
        title={isLeft ? words.left : undefined}
        onClick={click}
        onFocus={() => onActivate(id)}
      >
        <td data-select>
          <label>
            <input
              type="checkbox"
              tabIndex={isActive ? 0 : -1}
              aria-label={words.select.replace('{{name}}', job.name).replace('{{id}}', job.sourceId)}
              checked={isSelected}
              disabled={isFixed}
              onClick={event => {
                event.stopPropagation();
                onSelect(id, event.shiftKey);
              }}
              // The click says whether a range was meant.
              onChange={() => {}}
            />
          </label>
        </td>
        <th scope="row">
          <button ref={opener} type="button" tabIndex={isActive ? 0 : -1} data-row-opener={id} title={id}>
            {job.name} <small>{job.sourceId}</small>
          </button>
        </th>
        {columns.map(column => (
          <td key={column.id} data-align={column.align} data-column={column.id}>
            {column.render(job)}
          </td>
        ))}
      </tr>
    </RowFocusContext.Provider>
  );
}

/**
 * One job; drawn again only when something of its own changes.
 * @internal
 */
export const JobTableRow = memo(Row);
