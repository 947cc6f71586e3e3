import ArrowIcon from '@mui/icons-material/ArrowForward';
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
  minHeight: 168,
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

const Title = styled('h2')({
  margin: 0,
  fontSize: 13,
  fontWeight: 600,
  lineHeight: '20px',
  '& a': {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'center',
    outline: 'none',
    // The whole card leads where its title leads.
    '&::after': { content: '""', position: 'absolute', inset: 0 },
  },
  '& svg': { fontSize: 16, opacity: 0.6 },
});

const Figures = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'repeat(3, minmax(0, 1fr))',
  gap: 8,
});

const Footer = styled('div')(({ theme }) => ({
  display: 'flex',
  justifyContent: 'space-between',
  gap: 12,
  minHeight: 20,
  marginTop: 'auto',
  fontSize: 12,
  color: theme.palette.text.secondary,
  '& > span': {
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
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
  /** One line at the bottom. */
  note?: ReactNode;
}

/**
 * A card of the control room: up to three figures, a sparkline, and how true they are.
 * @public
 */
export function MetricCard({
  title,
  to,
  name,
  section,
  figures,
  chart,
  note,
}: MetricCardProps) {
  return (
    <Root aria-label={title}>
      <Title>
        {to ? (
          <Link to={to}>
            {title}
            <ArrowIcon aria-hidden />
          </Link>
        ) : (
          title
        )}
      </Title>
      <Figures>{figures}</Figures>
      {chart}
      <Footer>
        <span>{note}</span>
        <SectionFreshness name={name} section={section} />
      </Footer>
    </Root>
  );
}
