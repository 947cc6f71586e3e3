import type { SvgIconComponent } from '@mui/icons-material';
import CloudOffIcon from '@mui/icons-material/CloudOff';
import HistoryIcon from '@mui/icons-material/History';
import HourglassIcon from '@mui/icons-material/HourglassEmpty';
import LockIcon from '@mui/icons-material/LockOutlined';
import PauseIcon from '@mui/icons-material/PauseCircleOutline';
import SensorsIcon from '@mui/icons-material/Sensors';
import SyncIcon from '@mui/icons-material/Sync';
import { LIVE_LIMITS } from '@agentos-portal/plugin-agentos-common';
import type { LiveStatus } from '../../hooks';
import type { Tone } from '../status';

/** What the pill says: the state of the connection, or `stale` when a live one has fallen silent. */
type LiveWord = LiveStatus['state'] | 'stale';

/** @internal */
export interface LiveLook {
  word: string;
  tone: Tone;
  icon: SvgIconComponent;
  means: string;
}

/**
 * Every state of the connection, in words.
 * @internal
 */
export const LIVE_LOOKS: Record<LiveWord, LiveLook> = {
  connecting: {
    word: 'Connecting',
    tone: 'idle',
    icon: HourglassIcon,
    means: 'Waiting for the first data.',
  },
  live: {
    word: 'Live',
    tone: 'ok',
    icon: SensorsIcon,
    means: 'Changes arrive as they happen.',
  },
  stale: {
    word: 'Stale',
    tone: 'warning',
    icon: HistoryIcon,
    means: 'The connection is open and silent. The values may be old.',
  },
  reconnecting: {
    word: 'Reconnecting',
    tone: 'warning',
    icon: SyncIcon,
    means: 'The connection was lost. The values are the last ones received.',
  },
  polling: {
    word: 'Polling',
    tone: 'warning',
    icon: CloudOffIcon,
    means: 'No live connection: the values are read once a minute.',
  },
  denied: {
    word: 'Not allowed',
    tone: 'bad',
    icon: LockIcon,
    means: 'You need the permission agentos.read.',
  },
  paused: {
    word: 'Paused',
    tone: 'active',
    icon: PauseIcon,
    means: 'The view is frozen. What happens meanwhile shows on resume.',
  },
};

/**
 * The look of a connection at an instant.
 * @param now - ms since epoch
 * @internal
 */
export function liveLook(status: Pick<LiveStatus, 'state' | 'lastMessageAt'>, now: number): LiveLook {
  const silentMs = status.lastMessageAt === undefined ? 0 : now - status.lastMessageAt;
  const isSilent = status.state === 'live' && silentMs > LIVE_LIMITS.goneAfterSeconds * 1000;
  return LIVE_LOOKS[isSilent ? 'stale' : status.state];
}
