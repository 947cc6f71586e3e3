import { SECTION_NAMES } from '@agentos-portal/plugin-agentos-common';
import { styled } from '@mui/material/styles';
import { SectionSources } from './SectionSources';

const Root = styled('section')({
  '& h2': { fontSize: 15, fontWeight: 600, margin: '0 0 6px' },
});

const List = styled('dl')(({ theme }) => ({
  display: 'grid',
  gridTemplateColumns: '120px minmax(0, 1fr)',
  margin: 0,
  border: `1px solid ${theme.palette.divider}`,
  borderRadius: 4,
  backgroundColor: theme.palette.background.paper,
  fontVariantNumeric: 'tabular-nums',
  '& > dt, & > dd': { margin: 0, padding: '5px 12px' },
  '& > dt': { fontWeight: 500 },
  '& > dt:not(:first-of-type), & > dd:not(:first-of-type)': {
    borderTop: `1px solid ${theme.palette.divider}`,
  },
  '& > dd': { display: 'flex', flexWrap: 'wrap', gap: '2px 24px' },
}));

/**
 * How true each section is, source by source.
 * @internal
 */
export function DataFreshness() {
  return (
    <Root id="freshness" aria-label="Data freshness">
      <h2>Data freshness</h2>
      <List>
        {SECTION_NAMES.map(name => (
          <SectionSources key={name} name={name} />
        ))}
      </List>
    </Root>
  );
}
