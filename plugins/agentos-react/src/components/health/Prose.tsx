import { styled } from '@mui/material/styles';

const Name = styled('code')(({ theme }) => ({
  fontFamily: 'inherit',
  fontWeight: 600,
  color: theme.palette.text.primary,
}));

/** @public */
export interface ProseProps {
  /** A sentence in which names stand between backticks. */
  children: string;
}

/**
 * A sentence of the engine: names between backticks stand out.
 * @public
 */
export function Prose({ children }: ProseProps) {
  return (
    <>
      {children
        .split('`')
        .map((part, index) => (index % 2 === 1 ? <Name key={`${index} ${part}`}>{part}</Name> : part))}
    </>
  );
}
