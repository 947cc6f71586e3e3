import { useMemo } from 'react';
import type { AnalyticsRow } from '@agentos-portal/plugin-agentos-common';
import { useSection } from '../../hooks';
import { useNow } from '../clock';
import { minuteSeries, type CombineMinutes } from './minuteSeries';

/**
 * The last 60 minutes of one figure of the chosen instances, oldest first; undefined where nobody measured.
 * @param pick - keep its identity
 * @public
 */
export function useMinuteSeries(
  pick: (row: AnalyticsRow) => number | null,
  combine: CombineMinutes = 'sum',
): Array<number | undefined> {
  const { rows } = useSection('analytics');
  // A new minute every minute is enough.
  const minute = Math.floor(useNow() / 60_000) * 60_000;
  return useMemo(() => minuteSeries(rows, pick, combine, minute), [rows, pick, combine, minute]);
}
