import { useCallback, useSyncExternalStore } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { SectionName, SectionRow } from '@agentos-portal/plugin-agentos-common';
import { centralDataApiRef } from '../data';

/**
 * One row, whatever its instance; undefined while the section does not hold it. Renders only when this row changes.
 * @public
 */
export function useRow<S extends SectionName>(section: S, id: string): SectionRow<S> | undefined {
  const data = useApi(centralDataApiRef);
  return useSyncExternalStore(
    useCallback(listener => data.subscribeRow(section, id, listener), [data, section, id]),
    // Rows were validated against the section's schema by the engine.
    useCallback(() => data.getRow(section, id) as unknown as SectionRow<S> | undefined, [data, section, id]),
  );
}
