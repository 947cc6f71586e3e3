import { styled } from '@mui/material/styles';

const Root = styled('ul')({
  margin: '4px 0 0',
  paddingLeft: 18,
  lineHeight: 1.5,
});

/** @public */
export interface ReasonListProps {
  reasons: readonly string[];
}

/**
 * Why something is as it is, worst first; nothing where there is nothing to say.
 * @public
 */
export function ReasonList({ reasons }: ReasonListProps) {
  if (reasons.length === 0) return null;
  return (
    <Root aria-label="Reasons">
      {reasons.map(reason => (
        <li key={reason}>{reason}</li>
      ))}
    </Root>
  );
}
