import ScienceIcon from '@mui/icons-material/ScienceOutlined';
import { alpha, styled } from '@mui/material/styles';
import { Hint } from '../hint';
import { toneColor } from '../status';

const Root = styled('span')(({ theme }) => ({
  color: toneColor(theme, 'waiting'),
  border: `1px dashed ${alpha(toneColor(theme, 'waiting'), 0.7)}`,
  borderRadius: 4,
  height: 24,
  boxSizing: 'border-box',
  padding: '0 8px',
  display: 'inline-flex',
  alignItems: 'center',
  gap: 4,
  fontSize: 12,
  fontWeight: 700,
  letterSpacing: '0.06em',
  '& svg': { fontSize: 16 },
}));

/**
 * Stands wherever sample data shows, for as long as it does.
 * @public
 */
export function SampleBadge() {
  return (
    <Hint content="A source of this view makes up its data: nothing here is a real job.">
      <Root>
        <ScienceIcon aria-hidden />
        SAMPLE
      </Root>
    </Hint>
  );
}
