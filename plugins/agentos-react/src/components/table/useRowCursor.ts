import { useCallback, useRef, useState, type KeyboardEvent } from 'react';
import { useShortcut } from '../keyboard';

/** @public */
export interface RowCursorOptions {
  /** Keys of the rows in the order shown. */
  keys: readonly string[];
  /** Brings a row into view before it is focused. */
  scrollTo: (index: number) => void;
  /** Whether `j` and `k` reach this table from anywhere on the page. */
  shortcuts: boolean;
}

const MOVES: Record<string, (index: number, last: number) => number> = {
  ArrowDown: (index, last) => Math.min(index + 1, last),
  ArrowUp: index => Math.max(index - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
};

/**
 * The row the keyboard stands on. The whole table is one tab stop.
 * @public
 */
export function useRowCursor({ keys, scrollTo, shortcuts }: RowCursorOptions) {
  const [activeKey, setActiveKey] = useState<string>();
  /** The row that takes the focus as soon as it is drawn. */
  const wanted = useRef<string>();
  const body = useRef<HTMLTableSectionElement>(null);

  const current = activeKey !== undefined && keys.includes(activeKey) ? activeKey : keys[0];

  const move = useCallback(
    (key: string) => {
      if (keys.length === 0) return;
      const here = body.current?.contains(document.activeElement);
      const index = keys.indexOf(current);
      // The first key press only enters the table.
      const to = here ? MOVES[key](index, keys.length - 1) : index;
      wanted.current = keys[to];
      scrollTo(to);
      setActiveKey(keys[to]);
      body.current?.querySelector<HTMLElement>(`[data-row-opener="${CSS.escape(keys[to])}"]`)?.focus();
    },
    [keys, current, scrollTo],
  );

  useShortcut('j', () => shortcuts && move('ArrowDown'));
  useShortcut('k', () => shortcuts && move('ArrowUp'));

  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.key in MOVES) || event.ctrlKey || event.metaKey) return;
    // A dialog opened from a row lies elsewhere on the page.
    if (!event.currentTarget.contains(event.target as Node)) return;
    event.preventDefault();
    move(event.key);
  };

  return { activeKey: current, setActiveKey, wanted, body, onKeyDown };
}
