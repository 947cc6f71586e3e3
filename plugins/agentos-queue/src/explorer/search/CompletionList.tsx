import { styled } from '@mui/material/styles';
import type { Completion } from './completions';

const Root = styled('ul')(({ theme }) => ({
  position: 'absolute',
  top: 'calc(100% + 4px)',
  left: -1,
  minWidth: 320,
  maxWidth: 'min(640px, 90vw)',
  margin: 0,
  padding: 4,
  listStyle: 'none',
  zIndex: theme.zIndex.appBar,
  border: `1px solid ${theme.palette.divider}`,
  borderRadius: 4,
  boxShadow: theme.shadows[4],
  backgroundColor: theme.palette.background.paper,
  '& li': {
    display: 'flex',
    alignItems: 'baseline',
    gap: 12,
    padding: '4px 8px',
    borderRadius: 3,
    cursor: 'pointer',
    whiteSpace: 'nowrap',
  },
  '& li[aria-selected="true"], & li:hover': { backgroundColor: theme.palette.action.selected },
  '& code': { fontSize: 12.5, color: theme.palette.text.primary },
  '& small': {
    fontSize: 12,
    color: theme.palette.text.secondary,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
}));

/** @internal */
export interface CompletionListProps {
  id: string;
  label: string;
  items: readonly Completion[];
  chosen: number;
  optionId: (index: number) => string;
  onTake: (item: Completion) => void;
}

/**
 * What a word may become. The focus stays in the box.
 * @internal
 */
export function CompletionList({ id, label, items, chosen, optionId, onTake }: CompletionListProps) {
  return (
    <Root id={id} role="listbox" aria-label={label}>
      {items.map((item, index) => (
        // The box hears the keys.
        // eslint-disable-next-line jsx-a11y/click-events-have-key-events
        <li
          key={item.label}
          id={optionId(index)}
          role="option"
          aria-selected={index === chosen}
          onMouseDown={event => event.preventDefault()}
          onClick={() => onTake(item)}
        >
          <code>{item.label}</code>
          {item.detail && <small>{item.detail}</small>}
        </li>
      ))}
    </Root>
  );
}
