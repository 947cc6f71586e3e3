import CheckIcon from '@mui/icons-material/CheckCircleOutline';
import HelpIcon from '@mui/icons-material/HelpOutline';
import { styled } from '@mui/material/styles';
import { EmptyState, TextButton } from '@agentos-portal/plugin-agentos-react';
import { useState } from 'react';
import type { Attention } from './Attention';
import { AttentionItem } from './AttentionItem';
import { useAttention } from './useAttention';

const Root = styled('section')({
  marginBottom: 24,
  '& h2': { fontSize: 15, fontWeight: 600, margin: '0 0 6px' },
});

const List = styled('ol')(({ theme }) => ({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  border: `1px solid ${theme.palette.divider}`,
  borderRadius: 4,
  backgroundColor: theme.palette.background.paper,
  '& > li + li': { borderTop: `1px solid ${theme.palette.divider}` },
}));

/** More than a screen of trouble is counted, not listed. */
const SHOWN = 6;

/**
 * What needs a person, worst first, each with one thing to do.
 * @internal
 */
export function NeedsAttention() {
  const { found: current, unknown } = useAttention();
  const [isWhole, setWhole] = useState(false);
  // What an operation mends leaves the list while its dialog still tells how it went.
  const [held, setHeld] = useState<Attention>();
  const isGone = held !== undefined && !current.some(({ id }) => id === held.id);
  const found = isGone ? [held, ...current] : current;
  const rest = found.length - SHOWN;
  return (
    <Root aria-label="Needs attention">
      <h2 title="Critical first, then by the number of jobs affected">Needs attention</h2>
      {unknown.length > 0 && (
        <EmptyState icon={HelpIcon} title="Not all of it is known">
          Nothing can be said of {unknown.join(', ')} now: see the data freshness below.
        </EmptyState>
      )}
      {found.length === 0 && unknown.length === 0 && (
        <EmptyState icon={CheckIcon} tone="ok" title="Nothing needs a person">
          No queue waits beyond its objective, no worker left jobs behind, no agent fails.
        </EmptyState>
      )}
      {found.length > 0 && (
        <List>
          {(isWhole ? found : found.slice(0, SHOWN)).map(item => (
            <AttentionItem
              key={item.id}
              item={item}
              onOpenChange={isOpen => {
                if (isOpen) setHeld(item);
                else if (held?.id === item.id) setHeld(undefined);
              }}
            />
          ))}
        </List>
      )}
      {rest > 0 && (
        <TextButton onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'Show fewer' : `Show ${rest} more`}
        </TextButton>
      )}
    </Root>
  );
}
