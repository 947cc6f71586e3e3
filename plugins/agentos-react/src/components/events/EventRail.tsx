import { alpha, styled } from '@mui/material/styles';
import { useRef } from 'react';
import type { EventMessage } from '@agentos-portal/plugin-agentos-common';
import type { LiveEvents } from '../../hooks';
import { TextButton } from '../button';
import { toneColor } from '../status';
import { useHold } from '../hold';
import { formatCount } from '../values';
import { EventFilters, useEventFilter } from './EventFilters';
import { EventLine } from './EventLine';
import { filterEvents } from './filterEvents';
import { usePinned } from './usePinned';

const Root = styled('section')(({ theme }) => ({
  display: 'flex',
  flexDirection: 'column',
  minHeight: 0,
  border: `1px solid ${theme.palette.divider}`,
  borderRadius: 4,
  backgroundColor: theme.palette.background.paper,
  '& ol': { listStyle: 'none', margin: 0, padding: 0 },
}));

const Header = styled('div')(({ theme }) => ({
  display: 'flex',
  alignItems: 'baseline',
  gap: 8,
  padding: '8px 10px',
  fontSize: 12,
  color: theme.palette.text.secondary,
  '& h2': {
    flex: 1,
    margin: 0,
    fontSize: 15,
    fontWeight: 600,
    color: theme.palette.text.primary,
  },
}));

const Pinned = styled('div')(({ theme }) => ({
  borderTop: `1px solid ${theme.palette.divider}`,
  backgroundColor: alpha(toneColor(theme, 'bad'), 0.06),
  boxShadow: `inset 3px 0 0 ${toneColor(theme, 'bad')}`,
  '& > div': {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    padding: '2px 4px 2px 10px',
    fontSize: 12,
    fontWeight: 600,
    color: toneColor(theme, 'bad'),
  },
}));

const List = styled('div')(({ theme }) => ({
  overflowY: 'auto',
  minHeight: 0,
  flex: 1,
  borderTop: `1px solid ${theme.palette.divider}`,
  '& > p': {
    margin: 0,
    padding: '16px 10px',
    color: theme.palette.text.secondary,
  },
}));

/** Pinned events shown at once. */
const PINNED_SHOWN = 3;

/** @public */
export interface EventRailProps extends LiveEvents {
  /** Where an event leads; undefined = nowhere. */
  linkOf?: (event: EventMessage) => string | undefined;
  /** Said where there is none: why there can be none. */
  empty?: string;
}

/**
 * The live events, newest first. Critical ones stay on top until they are dismissed. The list stands still under the pointer
 * and the focus, and says how many came meanwhile.
 * @public
 */
export function EventRail({
  events,
  dropped,
  linkOf,
  empty = 'No event since this page was opened.',
}: EventRailProps) {
  const filter = useEventFilter();
  const { pinned, dismiss } = usePinned(events);
  const { held, handlers } = useHold();
  const shown = useRef<readonly EventMessage[]>(events);
  if (!held) shown.current = events;
  const newest = events.indexOf(shown.current[0]);
  // The one that was newest may have left the list.
  const waiting = newest < 0 ? events.length : newest;
  const listed = filterEvents(shown.current, filter);
  return (
    <Root aria-label="Live events">
      <Header>
        <h2>Live events</h2>
        <span title="Events the server left out because this browser was too slow">
          {dropped > 0 && `${formatCount(dropped)} dropped`}
        </span>
        <span>{waiting > 0 ? `held · ${waiting} new` : ''}</span>
      </Header>
      <EventFilters />
      {pinned.length > 0 && (
        <Pinned role="log" aria-label="Critical events">
          <div>
            {pinned.length} critical
            <TextButton color="inherit" onClick={() => dismiss(pinned.map(({ id }) => id))}>
              Dismiss all
            </TextButton>
          </div>
          <ol>
            {pinned.slice(0, PINNED_SHOWN).map(event => (
              <EventLine key={event.id} event={event} to={linkOf?.(event)} onDismiss={id => dismiss([id])} />
            ))}
          </ol>
        </Pinned>
      )}
      <List {...handlers} tabIndex={0} role="group" aria-label="All events">
        {listed.length === 0 ? (
          <p>{events.length === 0 ? empty : 'No event matches.'}</p>
        ) : (
          <ol>
            {listed.map(event => (
              <EventLine key={event.id} event={event} to={linkOf?.(event)} />
            ))}
          </ol>
        )}
      </List>
    </Root>
  );
}
