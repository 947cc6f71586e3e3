import { useCallback, useSyncExternalStore } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { SectionName } from '@agentos-portal/plugin-agentos-common';
import { centralDataApiRef, type SectionView } from '../data';

/**
 * A section of all instances.
 * @internal
 */
export function useSectionView(name: SectionName): SectionView {
  const data = useApi(centralDataApiRef);
  return useSyncExternalStore(
    useCallback(listener => data.subscribeSection(name, listener), [data, name]),
    useCallback(() => data.getSection(name), [data, name]),
  );
}
