import { alpha, styled } from '@mui/material/styles';

const Root = styled('div')(({ theme }) => ({
  border: `1px solid ${theme.palette.divider}`,
  borderRadius: 4,
  backgroundColor: theme.palette.background.paper,
  padding: 12,
}));

const Line = styled('div')(({ theme }) => ({
  height: 12,
  borderRadius: 3,
  marginBottom: 20,
  backgroundColor: alpha(theme.palette.text.primary, 0.08),
  '&:last-of-type': { marginBottom: 4 },
}));

const Words = styled('p')(({ theme }) => ({
  margin: '0 0 14px',
  color: theme.palette.text.secondary,
}));

/** @public */
export interface SectionSkeletonProps {
  label: string;
  /** Whether the label is written out: a cold start takes seconds, a page load does not. */
  isSaid?: boolean;
}

/**
 * The shape of what is about to come.
 * @public
 */
export function SectionSkeleton({ label, isSaid }: SectionSkeletonProps) {
  return (
    <Root role="status" aria-label={label}>
      {isSaid && <Words>{label}.</Words>}
      {[92, 78, 86, 64].map(percent => (
        <Line key={percent} style={{ width: `${percent}%` }} />
      ))}
    </Root>
  );
}
