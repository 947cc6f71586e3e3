import { useApi } from '@backstage/frontend-plugin-api';
import { useSyncExternalStore } from 'react';
import { OPERATIONS, type OperationKind } from '@agentos-portal/plugin-agentos-common';
import { centralDataApiRef } from '../data';
import { expectedFields } from './expectedChanges';
import { expectationsApiRef } from './Expectations';
import type { Refusal, RowExpectation } from './RowExpectation';

/**
 * What several rows are expected to become.
 * @public
 */
export interface ExpectedTargets {
  /** Rows expected to become something, by what. */
  counts: ReadonlyMap<string | boolean, number>;
  /** Why some of them will not. */
  refusals: readonly Refusal[];
}

/** The same text while nothing changed. */
const describe = ([id, { operation, phase }]: readonly [string, RowExpectation]) =>
  `${id} ${operation} ${phase}`;

/**
 * The expectations of several rows at once. Renders when one of them changes; the caller renders when the rows do.
 * @public
 */
export function useExpectedTargets(kind: OperationKind, ids: readonly string[]): ExpectedTargets {
  const expectations = useApi(expectationsApiRef);
  const data = useApi(centralDataApiRef);
  const { section } = OPERATIONS[kind];
  const own = () =>
    ids.flatMap(id => {
      const expectation = expectations.get(section, id);
      return expectation ? [[id, expectation] as const] : [];
    });
  useSyncExternalStore(expectations.subscribe, () => own().map(describe).join());
  const counts = new Map<string | boolean, number>();
  const refusals: Refusal[] = [];
  for (const [id, expectation] of own()) {
    if (expectation.refusal) refusals.push(expectation.refusal);
    else {
      const row = data.getRow(section, id);
      const fields = row && expectedFields(expectation.kind, expectation.params, row);
      for (const value of Object.values(fields ?? {})) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  return { counts, refusals };
}
