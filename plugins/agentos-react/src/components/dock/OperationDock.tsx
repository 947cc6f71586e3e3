import { styled } from '@mui/material/styles';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useSyncExternalStore } from 'react';
import { dockedOperationsApiRef } from '../../operations/DockedOperations';
import { DockedOperation } from './DockedOperation';
import { dockTranslationRef } from './messages';

const Root = styled('section')(({ theme }) => ({
  position: 'sticky',
  bottom: 0,
  zIndex: theme.zIndex.appBar - 2,
  maxHeight: '45vh',
  overflowY: 'auto',
  borderTop: `1px solid ${theme.palette.divider}`,
  boxShadow: theme.shadows[8],
  backgroundColor: theme.palette.background.paper,
}));

/**
 * How far the operations are that the person started, at the bottom of every page until they are put away.
 * @internal
 */
export function OperationDock() {
  const { t } = useTranslationRef(dockTranslationRef);
  const docked = useApi(dockedOperationsApiRef);
  const ids = useSyncExternalStore(docked.subscribe, docked.get);
  if (ids.length === 0) return null;
  return (
    <Root aria-label={t('label')} data-agentos-dock>
      {ids.map(id => (
        <DockedOperation key={id} id={id} onPutAway={() => docked.remove(id)} />
      ))}
    </Root>
  );
}
