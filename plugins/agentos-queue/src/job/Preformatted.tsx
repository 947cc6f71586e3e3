import { TextButton } from '@agentos-portal/plugin-agentos-react';
import { alpha, styled } from '@mui/material/styles';
import { useState } from 'react';

const Pre = styled('pre')(({ theme }) => ({
  margin: '4px 0',
  padding: 8,
  maxHeight: 320,
  overflow: 'auto',
  fontSize: 12,
  lineHeight: 1.45,
  whiteSpace: 'pre-wrap',
  overflowWrap: 'anywhere',
  borderRadius: 4,
  backgroundColor: alpha(theme.palette.text.primary, 0.05),
}));

/** A longer text is cut, so that a payload of megabytes does not stop the page. */
const SHOWN = 20_000;

/** @internal */
export interface PreformattedProps {
  text: string;
  label: string;
}

/**
 * Text as it is, cut where it is very long.
 * @internal
 */
export function Preformatted({ text, label }: PreformattedProps) {
  const [isWhole, setWhole] = useState(false);
  const isCut = !isWhole && text.length > SHOWN;
  return (
    <>
      <Pre tabIndex={0} role="region" aria-label={label}>
        {isCut ? text.slice(0, SHOWN) : text}
      </Pre>
      {isCut && (
        <TextButton onClick={() => setWhole(true)}>
          Show all {text.length.toLocaleString('en-US')} characters
        </TextButton>
      )}
    </>
  );
}
