import Button from '@mui/material/Button';
import Tooltip from '@mui/material/Tooltip';
import type { ReactNode } from 'react';

/** @public */
export interface ReasonedButtonProps {
  /** Its name for assistive technology: begins with what it shows. */
  name: string;
  /** Why it cannot be pressed; undefined = it can. */
  why: string | undefined;
  onPress: () => void;
  children: ReactNode;
}

/**
 * A button that opens something, or says why it cannot.
 * @public
 */
export function ReasonedButton({ name, why, onPress, children }: ReasonedButtonProps) {
  return (
    <Tooltip title={why ?? ''}>
      <Button
        size="small"
        variant="outlined"
        // Reachable by keyboard, so that the reason can be read.
        aria-disabled={why !== undefined}
        // Else the tooltip would name it.
        aria-label={name}
        sx={{ textTransform: 'none', whiteSpace: 'nowrap', ...(why ? { opacity: 0.55 } : {}) }}
        onClick={() => why === undefined && onPress()}
      >
        {children}
      </Button>
    </Tooltip>
  );
}
