import { useCallback, useMemo, useRef, useState } from 'react';
import type { EventMessage } from '@agentos-portal/plugin-agentos-common';

const KEY = 'agentos.dismissed-events';
/** Enough for every event a tab holds. */
const REMEMBERED = 500;
/** Pinned events kept; older ones are in the list and the log. */
const KEPT = 50;

const readDismissed = (): string[] => {
  try {
    const ids: unknown = JSON.parse(window.sessionStorage.getItem(KEY) ?? '[]');
    return Array.isArray(ids) ? ids.map(String) : [];
  } catch {
    return [];
  }
};

/**
 * Critical events, newest first, until each is dismissed. They outlive the list they came with, and a dismissal outlives the page.
 * @internal
 */
export function usePinned(events: readonly EventMessage[]) {
  const [dismissed, setDismissed] = useState(readDismissed);
  const held = useRef(new Map<string, EventMessage>());

  const pinned = useMemo(() => {
    const known = new Map(held.current);
    for (const event of events) {
      if (event.priority === 'critical') known.set(event.id, event);
    }
    const left = [...known.values()]
      .filter(({ id }) => !dismissed.includes(id))
      .sort((a, b) => b.version - a.version)
      .slice(0, KEPT);
    held.current = new Map(left.map(event => [event.id, event]));
    return left;
  }, [events, dismissed]);

  const dismiss = useCallback((ids: readonly string[]) => {
    setDismissed(before => {
      const after = [...before, ...ids].slice(-REMEMBERED);
      window.sessionStorage.setItem(KEY, JSON.stringify(after));
      return after;
    });
  }, []);

  return { pinned, dismiss };
}
