import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { OperationDock } from '../dock/OperationDock';
import { useOperationKeys } from '../keyboard/useOperationKeys';
import { PANEL_WIDTH } from '../panel/DetailPanel';
import { Strip } from './Strip';
import { useKeptInstance } from './useKeptInstance';

const Root = styled('div')(({ theme }) => ({
  color: theme.palette.text.primary,
  fontSize: 13,
  // The page header leaves more room below itself than a dense page needs.
  marginTop: 'calc(-1 * var(--bui-space-6, 0px))',
  // The dock stands at the bottom of the window, also below a short page.
  '&:has([data-agentos-dock])': {
    display: 'flex',
    flexDirection: 'column',
    minHeight: 'calc(100vh - 104px)',
    '& > main': { flex: '1 0 auto' },
  },
  '@media (min-width: 1280px)': {
    '&:has([data-agentos-panel])': { paddingRight: PANEL_WIDTH },
  },
}));

const Content = styled('main')({ padding: '16px 24px 32px', minWidth: 0 });

/** @public */
export interface PageFrameProps {
  /** Name of the page for assistive technology. */
  label: string;
  children: ReactNode;
}

/**
 * What every tab of AgentOS has: the strip, the keys, room for a panel, and the operations under way. The page header is drawn by the app.
 * @public
 */
export function PageFrame({ label, children }: PageFrameProps) {
  useKeptInstance();
  useOperationKeys();
  return (
    <Root>
      <Strip />
      <Content aria-label={label}>{children}</Content>
      <OperationDock />
    </Root>
  );
}
