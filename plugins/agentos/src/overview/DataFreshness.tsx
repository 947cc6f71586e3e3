import { SECTION_NAMES } from '@agentos-portal/plugin-agentos-common';
import { MiniTable } from '@agentos-portal/plugin-agentos-react';
import { styled } from '@mui/material/styles';
import { FreshnessRows } from './FreshnessRows';

const Root = styled('section')({
  '& h2': { fontSize: 15, fontWeight: 600, margin: '0 0 6px' },
});

/**
 * How true each section is, source by source.
 * @internal
 */
export function DataFreshness() {
  return (
    <Root id="freshness" aria-label="Data freshness">
      <h2>Data freshness</h2>
      <MiniTable aria-label="Data freshness">
        <thead>
          <tr>
            <th scope="col">Section</th>
            <th scope="col">Source</th>
            <th scope="col">Status</th>
            <th scope="col" data-align="end">
              Last proved
            </th>
            <th scope="col" data-align="end">
              Rows
            </th>
            <th scope="col">Error</th>
          </tr>
        </thead>
        <tbody>
          {SECTION_NAMES.map(name => (
            <FreshnessRows key={name} name={name} />
          ))}
        </tbody>
      </MiniTable>
    </Root>
  );
}
