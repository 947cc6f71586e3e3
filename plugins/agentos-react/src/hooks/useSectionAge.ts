import { useCallback, useSyncExternalStore } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { SectionName } from '@agentos-portal/plugin-agentos-common';
import { centralDataApiRef } from '../data';

/**
 * Age of the last proof that a section is true, in whole seconds as ms, counting on; undefined when never collected.
 * It does not keep the section wanted: use it beside {@link useSection}.
 * @public
 */
export function useSectionAge(name: SectionName): number | undefined {
  const data = useApi(centralDataApiRef);
  return useSyncExternalStore(
    useCallback(listener => data.subscribeSecond(listener), [data]),
    useCallback(() => {
      const ageMs = data.getAgeMs(name);
      return ageMs === undefined ? undefined : Math.floor(ageMs / 1000) * 1000;
    }, [data, name]),
  );
}
