import CloseIcon from '@mui/icons-material/Close';
import IconButton from '@mui/material/IconButton';
import { styled } from '@mui/material/styles';
import { memo } from 'react';
import { Link } from 'react-router-dom';
import type { EventMessage } from '@agentos-portal/plugin-agentos-common';
import { toneColor, type Tone } from '../status';
import { formatClock, formatInstant, visuallyHidden } from '../values';
import { eventLook } from './eventLooks';

const Root = styled('li', {
  shouldForwardProp: prop => prop !== 'tone',
})<{ tone: Tone }>(({ theme, tone }) => ({
  display: 'grid',
  gridTemplateColumns: '54px 16px minmax(0, 1fr) auto',
  gap: 6,
  alignItems: 'start',
  padding: '4px 4px 4px 10px',
  lineHeight: '17px',
  fontSize: 12.5,
  borderBottom: `1px solid ${theme.palette.divider}`,
  '& time': {
    color: theme.palette.text.secondary,
    fontVariantNumeric: 'tabular-nums',
    fontSize: 12,
  },
  '& svg': { fontSize: 16, color: toneColor(theme, tone) },
  '& p': {
    margin: 0,
    overflowWrap: 'anywhere',
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: 3,
    overflow: 'hidden',
  },
  '& a': { color: 'inherit' },
  '& a:hover': { textDecoration: 'underline' },
  '& a:focus-visible': { outline: `2px solid ${theme.palette.primary.main}` },
}));

const Spoken = styled('span')(visuallyHidden);

/** @internal */
export interface EventLineProps {
  event: EventMessage;
  /** Where to see more. */
  to?: string;
  /** Absent = it cannot be dismissed. */
  onDismiss?: (id: string) => void;
}

function Line({ event, to, onDismiss }: EventLineProps) {
  const { icon: Icon, tone, say } = eventLook(event.type);
  const sentence = say(event.data, event.type);
  return (
    <Root tone={tone} data-event={event.type}>
      <time dateTime={event.timestamp} title={formatInstant(event.timestamp)}>
        {formatClock(event.timestamp)}
      </time>
      <Icon aria-hidden />
      <p title={`${event.type} · ${event.rooms.join(', ')}`}>
        {event.priority === 'critical' && <Spoken>Critical: </Spoken>}
        {to ? <Link to={to}>{sentence}</Link> : sentence}
      </p>
      {onDismiss ? (
        <IconButton
          size="small"
          sx={{ p: 0 }}
          aria-label={`Dismiss: ${sentence}`}
          title="Dismiss"
          onClick={() => onDismiss(event.id)}
        >
          <CloseIcon />
        </IconButton>
      ) : (
        <span />
      )}
    </Root>
  );
}

/**
 * One event, in a sentence.
 * @internal
 */
export const EventLine = memo(Line);
