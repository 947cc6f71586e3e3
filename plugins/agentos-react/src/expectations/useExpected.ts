import { useApi } from '@backstage/frontend-plugin-api';
import { useSyncExternalStore } from 'react';
import type { OPERATIONS, OperationKind, Row, SectionRow } from '@agentos-portal/plugin-agentos-common';
import { expectedFields } from './expectedChanges';
import { expectationsApiRef } from './Expectations';
import type { Refusal, RowExpectation } from './RowExpectation';

/** Sections something can be done to. */
type OperatedSection = (typeof OPERATIONS)[OperationKind]['section'];

/**
 * A field as it is to be shown.
 * @public
 */
export interface Expected {
  /** What the row says, or what it is expected to say. */
  value: string | boolean | null;
  /** Not confirmed by the row yet. */
  isExpected: boolean;
  /** Why the last thing asked for was not done. */
  refusal?: Refusal;
}

/**
 * What was asked of a row in this tab and is not settled; renders when it changes.
 * @internal
 */
export function useExpectation(section: OperatedSection, id: string): RowExpectation | undefined {
  const expectations = useApi(expectationsApiRef);
  return useSyncExternalStore(expectations.subscribe, () => expectations.get(section, id));
}

/**
 * A field of a row as an operation under way is expected to leave it.
 * @public
 */
export function useExpected<S extends OperatedSection>(
  section: S,
  row: SectionRow<S>,
  field: string & keyof SectionRow<S>,
): Expected {
  const known = row as unknown as Row;
  const expectation = useExpectation(section, known.id);
  const isOpen = expectation && expectation.phase !== 'refused';
  const fields = isOpen ? expectedFields(expectation.kind, expectation.params, known) : undefined;
  const isExpected = fields !== undefined && field in fields;
  return {
    value: isExpected ? fields[field] : (known[field] as Expected['value']),
    isExpected,
    refusal: expectation?.refusal,
  };
}
