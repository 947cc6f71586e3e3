import CloseIcon from '@mui/icons-material/Close';
import IconButton from '@mui/material/IconButton';
import { styled } from '@mui/material/styles';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { useShortcut } from '../keyboard';

/**
 * Width of the panel in px: the page makes room for it where there is enough.
 * @internal
 */
export const PANEL_WIDTH = 460;

const Root = styled('aside')(({ theme }) => ({
  position: 'fixed',
  top: 0,
  right: 0,
  bottom: 0,
  width: PANEL_WIDTH,
  maxWidth: '100vw',
  boxSizing: 'border-box',
  overflowY: 'auto',
  zIndex: theme.zIndex.drawer,
  fontSize: 13,
  color: theme.palette.text.primary,
  backgroundColor: theme.palette.background.paper,
  borderLeft: `1px solid ${theme.palette.divider}`,
}));

const Header = styled('header')(({ theme }) => ({
  position: 'sticky',
  top: 0,
  zIndex: 1,
  display: 'flex',
  alignItems: 'flex-start',
  gap: 8,
  padding: '12px 8px 12px 16px',
  marginBottom: 12,
  backgroundColor: theme.palette.background.paper,
  borderBottom: `1px solid ${theme.palette.divider}`,
  '& > div': { flex: 1, minWidth: 0 },
  '& small': { color: theme.palette.text.secondary, fontSize: 12 },
  '& h2': {
    margin: 0,
    fontSize: 16,
    fontWeight: 600,
    overflowWrap: 'anywhere',
    outline: 'none',
  },
}));

/** @public */
export interface DetailPanelProps {
  /** What it is, e.g. `Queue`. */
  kind: string;
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/**
 * Everything about one thing, at the right. It is not modal: the list stays in use. Esc closes it, and the focus returns to where it was.
 * @public
 */
export function DetailPanel({ kind, title, onClose, children }: DetailPanelProps) {
  const titleId = useId();
  const root = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const focusedBefore = useRef<Element | null>(null);

  useShortcut('Escape', onClose);

  useEffect(() => {
    const panel = root.current;
    focusedBefore.current = document.activeElement;
    heading.current?.focus({ preventScroll: true });
    return () => {
      const before = focusedBefore.current;
      const lostFocus = document.activeElement === document.body || panel?.contains(document.activeElement);
      // Whoever clicked elsewhere meanwhile keeps the focus there.
      if (lostFocus && before instanceof HTMLElement && before.isConnected) {
        before.focus();
      }
    };
  }, []);

  return (
    <Root ref={root} role="dialog" aria-labelledby={titleId} data-agentos-panel>
      <Header>
        <div>
          <small>{kind}</small>
          <h2 id={titleId} ref={heading} tabIndex={-1}>
            {title}
          </h2>
        </div>
        <IconButton size="small" aria-label="Close the panel" title="Close (Esc)" onClick={onClose}>
          <CloseIcon fontSize="small" />
        </IconButton>
      </Header>
      {children}
    </Root>
  );
}
