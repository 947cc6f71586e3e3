import { useCallback, useSyncExternalStore } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { centralDataApiRef, type DataStatistics } from '../data';

/**
 * What the copy of the SSOT in this tab did so far, once a second. Does not connect by itself.
 * @public
 */
export function useDataStatistics(): DataStatistics {
  const data = useApi(centralDataApiRef);
  return useSyncExternalStore(
    useCallback(listener => data.subscribeSecond(listener), [data]),
    useCallback(() => data.getStatistics(), [data]),
  );
}
