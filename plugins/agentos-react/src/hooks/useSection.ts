import { useMemo } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { SectionName, SectionRow, SourceState } from '@agentos-portal/plugin-agentos-common';
import { centralDataApiRef, selectRows, type SectionViewStatus } from '../data';
import { useInstanceId } from './useInstanceId';
import { useSectionView } from './useSectionView';

/**
 * A section, filtered by the chosen instance.
 * @public
 */
export interface SectionResult<S extends SectionName> {
  /** The list and its rows keep their identity while unchanged. In no particular order. */
  rows: SectionRow<S>[];
  rowCount: number;
  status: SectionViewStatus;
  /** Last proof that the rows are true; ISO 8601 by the clock of the server. */
  collectedAt?: string;
  /** Age of that proof at the time of rendering, ms. {@link useSectionAge} goes on counting. */
  ageMs?: number;
  error?: string;
  sources: Readonly<Record<string, SourceState>>;
  /** Version of the last commit that touched the section. */
  version: number;
}

/**
 * Keeps a section live while mounted. Renders when anything in the section changes; a component that shows one row uses {@link useRow}.
 * @public
 */
export function useSection<S extends SectionName>(name: S): SectionResult<S> {
  const data = useApi(centralDataApiRef);
  const view = useSectionView(name);
  const instance = useInstanceId();
  return useMemo(() => {
    const rows = selectRows(view, name, instance);
    const { status, collectedAt, error, sources, version } = view;
    return {
      rows,
      rowCount: rows.length,
      status,
      collectedAt,
      ageMs: data.getAgeMs(name),
      error,
      sources,
      version,
    };
  }, [data, view, name, instance]);
}
