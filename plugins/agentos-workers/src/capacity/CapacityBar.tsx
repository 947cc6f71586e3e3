import { styled } from '@mui/material/styles';
import { Count, ProgressBar, StatusBadge, toneColor } from '@agentos-portal/plugin-agentos-react';
import { usage, type QueueCapacity } from './queueCapacity';

const Root = styled('li')(({ theme }) => ({
  fontVariantNumeric: 'tabular-nums',
  '& > div:first-of-type': {
    display: 'flex',
    alignItems: 'baseline',
    gap: 8,
    marginBottom: 3,
  },
  '& strong': {
    flex: 1,
    minWidth: 0,
    fontWeight: 500,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  '& small': { fontSize: 12, color: theme.palette.text.secondary },
  '&[data-unattended]': {
    paddingLeft: 8,
    borderLeft: `3px solid ${toneColor(theme, 'bad')}`,
  },
}));

/** Share of busy slots from which a new job is likely to wait. */
const FULL = 0.9;

/**
 * Busy and total slots of one queue.
 * @internal
 */
export function CapacityBar({ queue }: { queue: QueueCapacity }) {
  const { name, busy, slots, isShared, isUnattended, queued } = queue;
  const share = slots === undefined ? undefined : usage(queue);
  return (
    <Root data-unattended={isUnattended || undefined}>
      <div>
        <strong title={name}>{name}</strong>
        {isUnattended ? (
          <StatusBadge kind="flag" status="nobody" />
        ) : (
          <small
            title={
              isShared ? 'Busy of total slots; its workers serve other queues as well' : 'Busy of total slots'
            }
          >
            <Count value={busy} /> / <Count value={slots} />
            {isShared && ' shared'}
          </small>
        )}
      </div>
      <ProgressBar
        value={isUnattended ? 0 : share}
        tone={(share ?? 0) >= FULL ? 'warning' : 'active'}
        label={`Capacity of ${name}`}
        text={isUnattended ? 'nobody consumes it' : `${busy ?? 'an unknown number'} of ${slots} slots busy`}
      />
      <small>
        <Count value={queued} /> queued
      </small>
    </Root>
  );
}
