import { styled } from '@mui/material/styles';
import type { SectionName } from '@agentos-portal/plugin-agentos-common';
import { useSectionAge, type SectionResult } from '../../hooks';
import { Hint } from '../hint';
import { toneColor, type Tone } from '../status';
import { describeFreshness } from './freshness';

const Root = styled('div')({ maxWidth: '60%', minWidth: 0, fontSize: 12 });

const Text = styled('span', {
  shouldForwardProp: prop => prop !== 'tone' && prop !== 'quiet',
})<{ tone: Tone; quiet: boolean }>(({ theme, tone, quiet }) => ({
  display: 'inline-flex',
  alignItems: 'baseline',
  gap: 4,
  minWidth: 0,
  color: quiet ? theme.palette.text.secondary : toneColor(theme, tone),
  fontVariantNumeric: 'tabular-nums',
  '& svg': { fontSize: 15, flex: 'none', alignSelf: 'center', color: toneColor(theme, tone) },
  '& > span': {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
}));

/** @internal */
export interface SectionFreshnessProps {
  name: SectionName;
  section: SectionResult<SectionName>;
}

/**
 * How true the rows are, in one line; every source and error on hover and on focus.
 * @internal
 */
export function SectionFreshness({ name, section }: SectionFreshnessProps) {
  const { look, text, details } = describeFreshness(section, useSectionAge(name));
  const Icon = look.icon;
  const line = (
    <Text tone={look.tone} quiet={look.tone === 'ok' || look.tone === 'idle'} data-freshness={section.status}>
      <Icon aria-hidden />
      <span>{text}</span>
    </Text>
  );
  return (
    <Root>
      {details.length === 0 ? (
        line
      ) : (
        <Hint
          content={details.map(detail => (
            <div key={detail}>{detail}</div>
          ))}
        >
          {line}
        </Hint>
      )}
    </Root>
  );
}
