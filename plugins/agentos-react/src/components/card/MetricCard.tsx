import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import type { SectionName } from '@agentos-portal/plugin-agentos-common';
import type { SectionResult } from '../../hooks';
import { SectionFreshness } from '../section/SectionFreshness';

const Root = styled('article')(({ theme }) => ({
  position: 'relative',
  display: 'flex',
  flexDirection: 'column',
  gap: 8,
  minWidth: 0,
  boxSizing: 'border-box',
  padding: '10px 14px 8px',
  border: `1px solid ${theme.palette.divider}`,
  borderRadius: 4,
  backgroundColor: theme.palette.background.paper,
  '&:has(h2 a:hover)': { borderColor: theme.palette.text.disabled },
  '&:has(h2 a:focus-visible)': {
    outline: `2px solid ${theme.palette.primary.main}`,
  },
  '& button': { position: 'relative', zIndex: 1 },
}));

const Header = styled('header')({
  display: 'flex',
  alignItems: 'baseline',
  justifyContent: 'space-between',
  gap: 12,
  '& h2': { margin: 0, fontSize: 14, fontWeight: 600, lineHeight: '20px' },
  '& h2 a': {
    outline: 'none',
    // The whole card leads where its title leads.
    '&::after': { content: '""', position: 'absolute', inset: 0 },
  },
});

const Figures = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'repeat(3, minmax(0, 1fr))',
  gap: 8,
});

const Note = styled('p')(({ theme }) => ({
  margin: 0,
  minHeight: 18,
  fontSize: 12,
  color: theme.palette.text.secondary,
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
}));

/** @public */
export interface MetricCardProps {
  title: string;
  /** Where the card leads; undefined = nowhere. */
  to?: string;
  /** Section the figures come from: its state shows at the bottom. */
  name: SectionName;
  section: SectionResult<SectionName>;
  /** Up to three figures. */
  figures: ReactNode;
  /** A sparkline. */
  chart?: ReactNode;
  /** One line below the figures: what stands out. */
  note?: string;
}

/**
 * A card of the control room: up to three figures, a sparkline, and how true they are.
 * @public
 */
export function MetricCard({ title, to, name, section, figures, chart, note }: MetricCardProps) {
  return (
    <Root aria-label={title}>
      <Header>
        <h2>{to ? <Link to={to}>{title}</Link> : title}</h2>
        <SectionFreshness name={name} section={section} isBrief />
      </Header>
      <Figures>{figures}</Figures>
      <Note title={note}>{note}</Note>
      {chart}
    </Root>
  );
}
