import { styled } from '@mui/material/styles';
import type { SectionName } from '@agentos-portal/plugin-agentos-common';
import { useSectionAge, type SectionResult } from '../../hooks';
import { Hint } from '../hint';
import { toneColor, type Tone } from '../status';
import { describeFreshness } from './freshness';

const Root = styled('div')({ display: 'flex', maxWidth: '60%', minWidth: 0, fontSize: 12 });

const Text = styled('span', {
  shouldForwardProp: prop => prop !== 'tone' && prop !== 'quiet',
})<{ tone: Tone; quiet: boolean }>(({ theme, tone, quiet }) => ({
  display: 'inline-flex',
  alignItems: 'baseline',
  gap: 4,
  minWidth: 0,
  maxWidth: '100%',
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
  /** Where there is little room, the whole sentence is on hover and on focus. */
  isBrief?: boolean;
}

/**
 * How true the rows are, in one line; every source and error on hover and on focus.
 * @internal
 */
export function SectionFreshness({ name, section, isBrief }: SectionFreshnessProps) {
  const { look, text, brief, details } = describeFreshness(section, useSectionAge(name));
  const Icon = look.icon;
  const said = isBrief ? brief : text;
  const more = said === text ? details : [text, ...details];
  const line = (
    <Text tone={look.tone} quiet={look.tone === 'ok' || look.tone === 'idle'} data-freshness={section.status}>
      <Icon aria-hidden />
      <span>{said}</span>
    </Text>
  );
  return (
    <Root>
      {more.length === 0 ? (
        line
      ) : (
        <Hint
          content={more.map(detail => (
            <div key={detail}>{detail}</div>
          ))}
        >
          {line}
        </Hint>
      )}
    </Root>
  );
}
