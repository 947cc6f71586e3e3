import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { SystemRow } from '@agentos-portal/plugin-agentos-common';
import { selectRows } from '../data';
import { INSTANCE_PARAM, useInstanceId } from './useInstanceId';
import { useSectionView } from './useSectionView';

/**
 * The instance picker: the choice lives in the URL.
 * @public
 */
export interface InstanceChoice {
  /** Id of the chosen instance; absent = all. */
  instance?: string;
  /** Every instance of the portal. */
  instances: SystemRow[];
  /** Chooses an instance, or all without one; replaces the entry in the history. */
  setInstance(id?: string): void;
}

/** @public */
export function useInstance(): InstanceChoice {
  const instance = useInstanceId();
  const [, setParams] = useSearchParams();
  const view = useSectionView('system');
  const setInstance = useCallback(
    (id?: string) =>
      setParams(
        before => {
          const after = new URLSearchParams(before);
          if (id) after.set(INSTANCE_PARAM, id);
          else after.delete(INSTANCE_PARAM);
          return after;
        },
        { replace: true },
      ),
    [setParams],
  );
  return { instance, instances: selectRows(view, 'system'), setInstance };
}
