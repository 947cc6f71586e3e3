import { styled } from '@mui/material/styles';
import { useMemo } from 'react';
import type { Row, SectionName } from '@agentos-portal/plugin-agentos-common';
import { useSectionAge } from '../../hooks';
import { formatAge } from '../values';
import { fieldsOf } from './fields';
import { FieldValue } from './FieldValue';
import { PanelSection } from './PanelSection';

/**
 * Names and values side by side.
 * @public
 */
export const Fields = styled('dl')(({ theme }) => ({
  display: 'grid',
  gridTemplateColumns: '150px minmax(0, 1fr)',
  margin: 0,
  fontSize: 13,
  fontVariantNumeric: 'tabular-nums',
  '& dt, & dd': {
    margin: 0,
    padding: '5px 0',
    borderBottom: `1px solid ${theme.palette.divider}`,
    overflowWrap: 'anywhere',
  },
  '& dt': { color: theme.palette.text.secondary },
}));

/** @public */
export interface FieldListProps {
  section: SectionName;
  row: Row;
}

/**
 * Everything a row knows: every field of the model with its unit, and where the row comes from.
 * @public
 */
export function FieldList({ section, row }: FieldListProps) {
  const fields = useMemo(() => fieldsOf(section), [section]);
  const ageMs = useSectionAge(section);
  return (
    <>
      <PanelSection title="All fields">
        <Fields>
          {fields.map(field => [
            <dt
              key={field.key}
              title={`${field.description}. ${
                field.from === 'engine' ? 'Computed by the engine.' : 'Given by the source.'
              }`}
            >
              {field.label}
            </dt>,
            <dd key={`${field.key} value`}>
              <FieldValue field={field} value={row[field.key]} />
            </dd>,
          ])}
        </Fields>
      </PanelSection>
      <PanelSection title="Where this comes from">
        <Fields>
          <dt>source</dt>
          <dd>{row.source}</dd>
          <dt>instance</dt>
          <dd>{row.instance}</dd>
          <dt>id</dt>
          <dd>{row.id}</dd>
          <dt title="Order of the last change of the row">rev</dt>
          <dd>{row.rev}</dd>
          <dt title="Last proof that the rows of the section are true">last proved</dt>
          <dd>{ageMs === undefined ? 'never' : `${formatAge(ageMs)} ago`}</dd>
        </Fields>
      </PanelSection>
    </>
  );
}
