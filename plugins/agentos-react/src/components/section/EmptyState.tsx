import type { SvgIconComponent } from '@mui/icons-material';
import { styled, useTheme } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { toneColor, type Tone } from '../status';

const Root = styled('div')(({ theme }) => ({
  display: 'flex',
  alignItems: 'flex-start',
  gap: 12,
  padding: '20px 16px',
  border: `1px dashed ${theme.palette.divider}`,
  borderRadius: 4,
  color: theme.palette.text.secondary,
  '& p': { margin: '2px 0 0', maxWidth: 640, lineHeight: 1.5 },
  '& strong': { fontWeight: 600, color: theme.palette.text.primary },
  '& code': { fontSize: 12 },
}));

/** @public */
export interface EmptyStateProps {
  icon: SvgIconComponent;
  title: string;
  tone?: Tone;
  /** What the person can do. */
  children?: ReactNode;
}

/**
 * What stands where there is nothing to show: what it is, and what to do.
 * @public
 */
export function EmptyState({ icon: Icon, title, tone = 'idle', children }: EmptyStateProps) {
  const theme = useTheme();
  return (
    <Root>
      <Icon aria-hidden sx={{ fontSize: 20, color: toneColor(theme, tone), mt: '1px' }} />
      <div>
        <strong>{title}</strong>
        {children && <p>{children}</p>}
      </div>
    </Root>
  );
}
