import Tooltip from '@mui/material/Tooltip';
import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { useRowTabIndex } from './RowFocus';

const Trigger = styled('button')({
  all: 'unset',
  display: 'inline-flex',
  alignItems: 'baseline',
  minWidth: 0,
  maxWidth: '100%',
  cursor: 'help',
  borderRadius: 2,
  '&:focus-visible': { outline: '2px solid currentColor', outlineOffset: 2 },
});

// A sheet of paper: the numbers behind it must not shine through.
const TOOLTIP = {
  maxWidth: 420,
  fontSize: 12,
  fontWeight: 400,
  lineHeight: 1.5,
  color: 'text.primary',
  backgroundColor: 'background.paper',
  border: 1,
  borderColor: 'divider',
  boxShadow: 2,
} as const;

/** @public */
export interface HintProps {
  /** What is shown on hover and on keyboard focus. */
  content: ReactNode;
  /** Name for assistive technology, where the children alone do not say it. */
  label?: string;
  children: ReactNode;
}

/**
 * Something that explains itself on hover and on keyboard focus.
 * @public
 */
export function Hint({ content, label, children }: HintProps) {
  const tabIndex = useRowTabIndex();
  return (
    <Tooltip title={content} enterDelay={200} describeChild slotProps={{ tooltip: { sx: TOOLTIP } }}>
      <Trigger
        type="button"
        tabIndex={tabIndex}
        aria-label={label}
        // The row behind opens on click; a hint only explains.
        onClick={event => event.stopPropagation()}
      >
        {children}
      </Trigger>
    </Tooltip>
  );
}
