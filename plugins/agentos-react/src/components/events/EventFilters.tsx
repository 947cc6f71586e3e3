import { styled } from '@mui/material/styles';
import { ROOMS } from '@agentos-portal/plugin-agentos-common';
import { FilterBox } from '../filter';
import { useUrlState } from '../url';
import { EVENT_LOOKS } from './eventLooks';
import type { EventFilter } from './filterEvents';

const Root = styled('div')(({ theme }) => ({
  display: 'grid',
  gridTemplateColumns: '1fr 1fr',
  gap: 6,
  padding: '0 10px 8px',
  '& [role="search"]': { gridColumn: '1 / -1', width: 'auto' },
  '& select': {
    minWidth: 0,
    height: 26,
    font: 'inherit',
    fontSize: 12,
    color: theme.palette.text.primary,
    backgroundColor: theme.palette.background.paper,
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: 4,
  },
}));

/**
 * The filter of the rail, kept in the URL.
 * @internal
 */
export function useEventFilter(): EventFilter {
  const [params] = useUrlState();
  return {
    room: params.get('room') ?? '',
    type: params.get('event') ?? '',
    text: params.get('q') ?? '',
  };
}

/**
 * Narrows the events by room, name and words.
 * @internal
 */
export function EventFilters() {
  const { room, type, text } = useEventFilter();
  const [, change] = useUrlState();
  return (
    <Root>
      <FilterBox label="Filter events" value={text} onChange={q => change({ q })} />
      <select aria-label="Room" value={room} onChange={event => change({ room: event.target.value })}>
        <option value="">All rooms</option>
        {ROOMS.map(name => (
          <option key={name}>{name}</option>
        ))}
      </select>
      <select aria-label="Event" value={type} onChange={event => change({ event: event.target.value })}>
        <option value="">All events</option>
        {Object.keys(EVENT_LOOKS).map(name => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </Root>
  );
}
