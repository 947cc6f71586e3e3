import type { ReactNode } from 'react';
import type { Row, SectionName, SectionRow } from '@agentos-portal/plugin-agentos-common';
import { useRow, useSection } from '../../hooks';
import { DetailPanel } from './DetailPanel';
import { FieldList } from './FieldList';
import { PanelSection } from './PanelSection';

/** @public */
export interface RowPanelProps<S extends SectionName> {
  section: S;
  id: string;
  /** What it is, e.g. `Queue`. */
  kind: string;
  titleOf: (row: SectionRow<S>) => string;
  onClose: () => void;
  /** What stands above and below the fields. */
  children?: (row: SectionRow<S>) => { before?: ReactNode; after?: ReactNode };
}

/**
 * The panel of one row: every field it has, live, with what belongs to it.
 * @public
 */
export function RowPanel<S extends SectionName>({
  section,
  id,
  kind,
  titleOf,
  onClose,
  children,
}: RowPanelProps<S>) {
  const row = useRow(section, id);
  const { status } = useSection(section);
  if (!row) {
    return (
      <DetailPanel kind={kind} title={id} onClose={onClose}>
        <PanelSection title={status === 'loading' ? 'Loading' : 'Not here'}>
          {status === 'loading'
            ? 'Waiting for the first data.'
            : `This ${kind.toLowerCase()} is not in the list any more. It was removed, or the link is old.`}
        </PanelSection>
      </DetailPanel>
    );
  }
  const { before, after } = children?.(row) ?? {};
  return (
    <DetailPanel kind={kind} title={titleOf(row)} onClose={onClose}>
      {before}
      {after}
      <FieldList section={section} row={row as Row} />
    </DetailPanel>
  );
}
