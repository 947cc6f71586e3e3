import type { ExactJson } from '@agentos-portal/plugin-agentos-common';
import { TextButton } from '@agentos-portal/plugin-agentos-react';
import ChevronIcon from '@mui/icons-material/ChevronRight';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { useJobText } from '../useJobText';
import { JsonLeaf } from './JsonLeaf';
import { isNested, isSmall, partsOf } from './jsonNodes';

/** Parts that are drawn at first, and each time more is asked for. */
const PAGE = 100;
/** A value with no more parts than these is shown unfolded. */
const SMALL = 60;

const List = styled('ul')({
  margin: 0,
  padding: 0,
  listStyle: 'none',
});

const Toggle = styled('button')(({ theme }) => ({
  all: 'unset',
  cursor: 'pointer',
  display: 'inline-flex',
  alignItems: 'center',
  gap: 2,
  marginLeft: -18,
  maxWidth: '100%',
  borderRadius: 2,
  '& svg': { fontSize: 16, transition: 'none' },
  '&[aria-expanded="true"] svg': { transform: 'rotate(90deg)' },
  '&:focus-visible': { outline: `2px solid ${theme.palette.primary.main}` },
  '& small': { color: theme.palette.text.secondary, fontSize: 12 },
}));

const Item = styled('li')({ paddingLeft: 18, overflowWrap: 'anywhere' });

const Key = styled('span')({ fontWeight: 600 });

interface NodeProps {
  /** Absent = the whole value. */
  name?: string;
  value: ExactJson | undefined;
  isOpen: boolean;
}

function Parts({
  value,
  isOpen,
}: {
  value: ExactJson[] | Record<string, ExactJson | undefined>;
  isOpen: boolean;
}) {
  const t = useJobText();
  const [limit, setLimit] = useState(PAGE);
  const { parts, total } = partsOf(value, limit);
  return (
    <List>
      {parts.map(([key, part]) => (
        <Node key={key} name={key} value={part} isOpen={isOpen} />
      ))}
      {total > limit && (
        <Item>
          <TextButton onClick={() => setLimit(limit + PAGE)}>
            {t('job.payload.more', {
              n: String(Math.min(PAGE, total - limit)),
              total: total.toLocaleString('en-US'),
            })}
          </TextButton>
        </Item>
      )}
    </List>
  );
}

function Node({ name, value, isOpen: isOpenAtFirst }: NodeProps) {
  const t = useJobText();
  const [isOpen, setOpen] = useState(isOpenAtFirst || name === undefined);
  const key = name !== undefined && <Key>{name}: </Key>;
  if (!isNested(value)) {
    return (
      <Item>
        {key}
        <JsonLeaf value={value} />
      </Item>
    );
  }
  const { total } = partsOf(value, 0);
  return (
    <Item>
      <Toggle type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <ChevronIcon aria-hidden />
        <span>
          {key}
          {Array.isArray(value) ? '[ ]' : '{ }'}{' '}
          <small>
            {t(Array.isArray(value) ? 'job.payload.items' : 'job.payload.keys', { count: total })}
          </small>
        </span>
      </Toggle>
      {isOpen && total > 0 && <Parts value={value} isOpen={isOpenAtFirst} />}
    </Item>
  );
}

/**
 * A JSON value as a tree that folds. What is folded, or far down a list, is not drawn.
 * @internal
 */
export function JsonTree({ value, label }: { value: ExactJson; label: string }) {
  return (
    <List aria-label={label} style={{ fontFamily: 'monospace', fontSize: 12, lineHeight: 1.6 }}>
      <Node value={value} isOpen={isSmall(value, SMALL)} />
    </List>
  );
}
