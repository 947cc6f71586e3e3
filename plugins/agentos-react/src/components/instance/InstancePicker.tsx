import { styled } from '@mui/material/styles';
import type { InstanceChoice } from '../../hooks';

const Label = styled('label')(({ theme }) => ({
  display: 'inline-flex',
  alignItems: 'center',
  gap: 6,
  fontSize: 12,
  color: theme.palette.text.secondary,
}));

// The browser's own list: it works with every keyboard and screen reader.
const Select = styled('select')(({ theme }) => ({
  height: 28,
  maxWidth: 240,
  padding: '0 6px',
  font: 'inherit',
  fontSize: 13,
  color: theme.palette.text.primary,
  backgroundColor: theme.palette.background.paper,
  border: `1px solid ${theme.palette.divider}`,
  borderRadius: 4,
  '&:focus-visible': { outline: `2px solid ${theme.palette.primary.main}` },
}));

/** @public */
export type InstancePickerProps = InstanceChoice;

/**
 * Chooses the instance that every list of the page shows.
 * @public
 */
export function InstancePicker({ instance = '', instances, setInstance }: InstancePickerProps) {
  const isKnown = instance === '' || instances.some(({ id }) => id === instance);
  const sorted = [...instances].sort((a, b) => a.title.localeCompare(b.title));
  return (
    <Label>
      Instance
      <Select value={instance} onChange={event => setInstance(event.target.value || undefined)}>
        {(sorted.length !== 1 || instance !== '') && <option value="">All instances</option>}
        {!isKnown && <option value={instance}>{instance} (not known)</option>}
        {sorted.map(({ id, title }) => (
          <option key={id} value={sorted.length === 1 && !instance ? '' : id}>
            {title}
          </option>
        ))}
      </Select>
    </Label>
  );
}
