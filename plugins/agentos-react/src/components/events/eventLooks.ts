import type { SvgIconComponent } from '@mui/icons-material';
import AccountTreeIcon from '@mui/icons-material/AccountTreeOutlined';
import AddIcon from '@mui/icons-material/AddCircleOutline';
import BlockIcon from '@mui/icons-material/Block';
import CheckCircleIcon from '@mui/icons-material/CheckCircleOutline';
import ErrorIcon from '@mui/icons-material/ErrorOutline';
import HealthIcon from '@mui/icons-material/MonitorHeartOutlined';
import InfoIcon from '@mui/icons-material/InfoOutlined';
import PlayIcon from '@mui/icons-material/PlayCircleOutline';
import PowerIcon from '@mui/icons-material/Power';
import PowerOffIcon from '@mui/icons-material/PowerOff';
import SmartToyIcon from '@mui/icons-material/SmartToyOutlined';
import TuneIcon from '@mui/icons-material/Tune';
import WarningIcon from '@mui/icons-material/WarningAmber';
import type { Tone } from '../status';
import {
  jobCancelled,
  jobDone,
  jobFailed,
  jobNew,
  jobProgress,
  operation,
  saysHealth,
  type Say,
} from './eventSentences';

/**
 * How an event looks in the rail.
 * @internal
 */
export interface EventLook {
  icon: SvgIconComponent;
  tone: Tone;
  say: Say;
}

const look = (icon: SvgIconComponent, tone: Tone, say: Say): EventLook => ({
  icon,
  tone,
  say,
});

/**
 * Every event of the founding table by its wire name. A new event needs a line here only to say more than its name.
 * @internal
 */
export const EVENT_LOOKS: Record<string, EventLook> = {
  'job:new': look(AddIcon, 'waiting', jobNew),
  'job:progress': look(PlayIcon, 'active', jobProgress),
  'job:done': look(CheckCircleIcon, 'ok', jobDone),
  'job:error': look(ErrorIcon, 'bad', jobFailed),
  'job:cancelled': look(BlockIcon, 'idle', jobCancelled),
  'worker:down': look(PowerOffIcon, 'bad', saysHealth('Worker', 'went offline')),
  'worker:online': look(PowerIcon, 'ok', saysHealth('Worker', 'came online')),
  'worker:health': look(HealthIcon, 'warning', saysHealth('Worker')),
  'queue:warning': look(WarningIcon, 'warning', saysHealth('Queue')),
  'system:status': look(HealthIcon, 'idle', saysHealth('System')),
  'agent:updated': look(SmartToyIcon, 'idle', saysHealth('Agent')),
  'agent:config': look(TuneIcon, 'active', saysHealth('Agent', 'was configured')),
  'pipeline:status': look(AccountTreeIcon, 'idle', saysHealth('Pipeline')),
  'operation:progress': look(TuneIcon, 'active', operation),
};

const OTHER = look(InfoIcon, 'idle', (_, type) => type);

/**
 * The look of an event; one the table does not know says its name.
 * @internal
 */
export const eventLook = (type: string): EventLook =>
  Object.hasOwn(EVENT_LOOKS, type) ? EVENT_LOOKS[type] : OTHER;
