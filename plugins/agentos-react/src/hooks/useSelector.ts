import { useCallback, useRef, useSyncExternalStore } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { SectionName, SectionRow } from '@agentos-portal/plugin-agentos-common';
import { centralDataApiRef, selectRows } from '../data';
import { useInstanceId } from './useInstanceId';

/**
 * Something computed from the rows of a section, filtered by the chosen instance. Renders only when the result changes.
 * @param select - pure; called when the rows change and on each render that brings another function
 * @param isEqual - when the old result is as good as the new one; `Object.is` by default
 * @public
 */
export function useSelector<S extends SectionName, T>(
  section: S,
  select: (rows: SectionRow<S>[]) => T,
  isEqual: (before: T, after: T) => boolean = Object.is,
): T {
  const data = useApi(centralDataApiRef);
  const instance = useInstanceId();
  const last = useRef<{ rows: SectionRow<S>[]; select: typeof select; result: T }>();
  const getResult = () => {
    const rows = selectRows(data.getSection(section), section, instance);
    const before = last.current;
    if (before && before.rows === rows && before.select === select) return before.result;
    const result = select(rows);
    const kept = before && isEqual(before.result, result) ? before.result : result;
    last.current = { rows, select, result: kept };
    return kept;
  };
  return useSyncExternalStore(
    useCallback(listener => data.subscribeSection(section, listener), [data, section]),
    getResult,
  );
}
