import { styled } from '@mui/material/styles';

const Root = styled('span')(({ theme }) => ({
  border: `1px solid ${theme.palette.divider}`,
  borderRadius: 4,
  height: 24,
  boxSizing: 'border-box',
  padding: '0 8px',
  display: 'inline-flex',
  alignItems: 'center',
  fontSize: 12,
  fontWeight: 500,
  color: theme.palette.text.primary,
  whiteSpace: 'nowrap',
}));

/** @public */
export interface EnvironmentBadgeProps {
  /** Environments of the instances in view; `null` where the configuration names none. */
  environments: ReadonlyArray<string | null>;
}

/**
 * Says in which environment the person is about to act. Absent while no instance names one.
 * @public
 */
export function EnvironmentBadge({ environments }: EnvironmentBadgeProps) {
  const named = [...new Set(environments.filter(Boolean))].sort();
  if (named.length === 0) return null;
  return (
    <Root title={`Environment: ${named.join(', ')}`}>
      {named.length > 2 ? `${named.length} environments` : named.join(' + ')}
    </Root>
  );
}
