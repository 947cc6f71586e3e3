import type { SvgIconComponent } from '@mui/icons-material';
import BlockIcon from '@mui/icons-material/Block';
import BedtimeIcon from '@mui/icons-material/BedtimeOutlined';
import CheckCircleIcon from '@mui/icons-material/CheckCircleOutline';
import DangerousIcon from '@mui/icons-material/DangerousOutlined';
import DrainIcon from '@mui/icons-material/Logout';
import ErrorIcon from '@mui/icons-material/ErrorOutline';
import DeleteIcon from '@mui/icons-material/DeleteOutline';
import EventIcon from '@mui/icons-material/Event';
import HelpIcon from '@mui/icons-material/HelpOutline';
import HistoryIcon from '@mui/icons-material/History';
import HourglassIcon from '@mui/icons-material/HourglassEmpty';
import LinkOffIcon from '@mui/icons-material/LinkOff';
import LockIcon from '@mui/icons-material/LockOutlined';
import PauseIcon from '@mui/icons-material/PauseCircleOutline';
import PlayIcon from '@mui/icons-material/PlayCircleOutline';
import PowerOffIcon from '@mui/icons-material/PowerOff';
import ReplayIcon from '@mui/icons-material/Replay';
import WarningIcon from '@mui/icons-material/WarningAmber';
import type {
  AgentStatus,
  Health,
  JobState,
  ObjectiveState,
  SectionStatus,
  ServiceRow,
  WorkerTier,
} from '@agentos-portal/plugin-agentos-common';
import type { Tone } from './tones';

/**
 * How a status looks: always a word, an icon and a tone.
 * @public
 */
export interface StatusLook {
  word: string;
  tone: Tone;
  icon: SvgIconComponent;
}

const look = (word: string, tone: Tone, icon: SvgIconComponent): StatusLook => ({ word, tone, icon });

const UNKNOWN = look('unknown', 'idle', HelpIcon);

/** `cancelling` and `removed` are only ever expected: no row says them. */
const job: Record<JobState | 'cancelling' | 'removed', StatusLook> = {
  queued: look('queued', 'waiting', HourglassIcon),
  scheduled: look('scheduled', 'idle', EventIcon),
  processing: look('processing', 'active', PlayIcon),
  completed: look('completed', 'ok', CheckCircleIcon),
  failed: look('failed', 'bad', ErrorIcon),
  cancelled: look('cancelled', 'idle', BlockIcon),
  retrying: look('retrying', 'warning', ReplayIcon),
  lost: look('lost', 'bad', LinkOffIcon),
  cancelling: look('cancelling', 'idle', BlockIcon),
  removed: look('removed', 'idle', DeleteIcon),
  unknown: UNKNOWN,
};

const health: Record<Health, StatusLook> = {
  healthy: look('healthy', 'ok', CheckCircleIcon),
  degraded: look('degraded', 'warning', WarningIcon),
  critical: look('critical', 'bad', DangerousIcon),
  unknown: UNKNOWN,
};

const tier: Record<WorkerTier, StatusLook> = {
  healthy: health.healthy,
  degraded: health.degraded,
  critical: health.critical,
  offline: look('offline', 'idle', PowerOffIcon),
};

const agent: Record<AgentStatus, StatusLook> = {
  running: look('running', 'active', PlayIcon),
  idle: look('idle', 'idle', BedtimeIcon),
  failing: look('failing', 'bad', ErrorIcon),
  paused: look('paused', 'warning', PauseIcon),
  offline: look('offline', 'bad', PowerOffIcon),
  unknown: UNKNOWN,
};

const service: Record<ServiceRow['status'], StatusLook> = {
  up: look('up', 'ok', CheckCircleIcon),
  degraded: health.degraded,
  down: look('down', 'bad', ErrorIcon),
  unknown: UNKNOWN,
};

const objective: Record<ObjectiveState, StatusLook> = {
  met: look('met', 'ok', CheckCircleIcon),
  at_risk: look('at risk', 'warning', WarningIcon),
  breached: look('breached', 'bad', ErrorIcon),
  pending: look('pending', 'idle', HourglassIcon),
};

const section: Record<SectionStatus | 'loading' | 'forbidden', StatusLook> = {
  fresh: look('fresh', 'ok', CheckCircleIcon),
  stale: look('stale', 'warning', HistoryIcon),
  failed: look('failed', 'bad', ErrorIcon),
  empty: look('never collected', 'idle', HourglassIcon),
  loading: look('loading', 'idle', HourglassIcon),
  forbidden: look('forbidden', 'idle', LockIcon),
};

const flag = {
  paused: look('paused', 'warning', PauseIcon),
  draining: look('draining', 'warning', DrainIcon),
  resumed: look('resumed', 'ok', PlayIcon),
  // Only ever expected, as `removed` is.
  stopping: look('stopping', 'idle', PowerOffIcon),
  removed: job.removed,
  nobody: look('nobody', 'bad', PowerOffIcon),
  bottleneck: look('bottleneck', 'warning', HourglassIcon),
};

/**
 * Every status the portal shows, by kind. A new status is a line here.
 * @public
 */
export const STATUS_TABLE = {
  job,
  health,
  tier,
  agent,
  service,
  objective,
  section,
  flag,
} satisfies Record<string, Record<string, StatusLook>>;

/**
 * What a status is a status of.
 * @public
 */
export type StatusKind = keyof typeof STATUS_TABLE;

/**
 * The look of a status; one that the table does not know shows its own word, as unknown.
 * @public
 */
export function statusLook(kind: StatusKind, status: string): StatusLook {
  const looks = STATUS_TABLE[kind] as Record<string, StatusLook>;
  return Object.hasOwn(looks, status) ? looks[status] : { ...UNKNOWN, word: status };
}
