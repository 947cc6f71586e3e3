import PauseIcon from '@mui/icons-material/Pause';
import PlayIcon from '@mui/icons-material/PlayArrow';
import IconButton from '@mui/material/IconButton';
import { alpha, styled } from '@mui/material/styles';
import type { LiveStatus } from '../../hooks';
import { useNow } from '../clock';
import { Hint } from '../hint';
import { toneColor, type Tone } from '../status';
import { formatAge, visuallyHidden } from '../values';
import { liveLook } from './liveLook';

const Root = styled('div')({
  display: 'inline-flex',
  alignItems: 'center',
  gap: 4,
});

const Pill = styled('span', {
  shouldForwardProp: prop => prop !== 'tone',
})<{ tone: Tone }>(({ theme, tone }) => ({
  color: toneColor(theme, tone),
  backgroundColor: alpha(toneColor(theme, tone), 0.08),
  border: `1px solid ${alpha(toneColor(theme, tone), 0.4)}`,
  borderRadius: 13,
  height: 24,
  padding: '0 10px',
  display: 'inline-flex',
  alignItems: 'center',
  gap: 6,
  fontSize: 12,
  fontWeight: 500,
  whiteSpace: 'nowrap',
  '& svg': { fontSize: 16 },
}));

// As wide as the longest age, so that nothing beside it moves.
const AgeText = styled('span')({
  minWidth: 30,
  textAlign: 'right',
  fontWeight: 400,
  fontVariantNumeric: 'tabular-nums',
});

const Spoken = styled('span')(visuallyHidden);

/** @public */
export interface LivePillProps {
  status: LiveStatus;
}

/**
 * How the page gets its data, how old the last message is, and the button that freezes the view. A change of the state is announced,
 * the passing of seconds is not.
 * @public
 */
export function LivePill({ status }: LivePillProps) {
  const now = useNow();
  const { word, tone, icon: Icon, means } = liveLook(status, now);
  const isPaused = status.state === 'paused';
  const last = status.lastMessageAt === undefined ? undefined : formatAge(now - status.lastMessageAt);
  const next = status.nextAttemptInMs === undefined ? undefined : formatAge(status.nextAttemptInMs);
  const details = [
    means,
    last && `Last message ${last} ago.`,
    status.attempts > 0 && `${status.attempts} failed attempts.`,
    next && `Next attempt in ${next}.`,
    status.error && `Last error: ${status.error.message}`,
  ].filter(Boolean);
  return (
    <Root>
      <Spoken role="status">{word}</Spoken>
      <Hint
        content={details.map(text => (
          <div key={String(text)}>{text}</div>
        ))}
      >
        <Pill tone={tone} data-live={status.state}>
          <Icon aria-hidden />
          {word}
          <AgeText aria-hidden>{last ?? ''}</AgeText>
        </Pill>
      </Hint>
      <IconButton
        size="small"
        aria-label={isPaused ? 'Resume updates' : 'Pause updates'}
        title={isPaused ? 'Resume updates' : 'Pause updates'}
        onClick={isPaused ? status.resume : status.pause}
      >
        {isPaused ? <PlayIcon fontSize="small" /> : <PauseIcon fontSize="small" />}
      </IconButton>
    </Root>
  );
}
