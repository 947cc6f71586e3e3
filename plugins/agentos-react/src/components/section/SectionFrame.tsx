import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import type { SectionName } from '@agentos-portal/plugin-agentos-common';
import type { SectionResult } from '../../hooks';
import { SectionAgeBar } from './SectionAgeBar';
import { SectionBody } from './SectionBody';
import { SectionFreshness } from './SectionFreshness';

const Root = styled('section')({ marginBottom: 24, minWidth: 0 });

const Header = styled('div')({
  display: 'flex',
  alignItems: 'baseline',
  gap: 16,
  minHeight: 26,
  '& h2': { fontSize: 15, fontWeight: 600, margin: 0, whiteSpace: 'nowrap' },
});

const Summary = styled('div')(({ theme }) => ({
  flex: 1,
  minWidth: 0,
  color: theme.palette.text.secondary,
  fontVariantNumeric: 'tabular-nums',
  whiteSpace: 'nowrap',
  overflow: 'hidden',
  textOverflow: 'ellipsis',
}));

/** @public */
export interface SectionFrameProps {
  /** Name of the section in the SSOT. */
  name: SectionName;
  title: string;
  section: SectionResult<SectionName>;
  /** One line beside the title, while there are rows. */
  summary?: ReactNode;
  /** Said when the section has no row: what to do to get one. */
  empty: ReactNode;
  children: ReactNode;
}

/**
 * The frame of everything that shows a section. It says how true the rows are, in a place of its own, so that a section that turns
 * stale or fails moves nothing; the last rows stay.
 * @public
 */
export function SectionFrame({ name, title, section, summary, empty, children }: SectionFrameProps) {
  return (
    <Root aria-label={title}>
      <Header>
        <h2>{title}</h2>
        <Summary>{section.rowCount > 0 && summary}</Summary>
        <SectionFreshness name={name} section={section} />
      </Header>
      <SectionAgeBar name={name} section={section} />
      <SectionBody name={name} section={section} empty={empty}>
        {children}
      </SectionBody>
    </Root>
  );
}
