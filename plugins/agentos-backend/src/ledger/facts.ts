import { rowId } from '@agentos-portal/plugin-agentos-common';
import type { CommittedEvent } from '@agentos-portal/plugin-agentos-node';
import type { JobFact } from '../analytics';
import { agentOf } from '../derive';
import type { Settings } from '../settings';

const KINDS: Record<string, JobFact['kind']> = {
  'job:created': 'created',
  'job:processing': 'started',
  'job:completed': 'completed',
  'job:failed': 'failed',
};

const number = (value: unknown) => (typeof value === 'number' ? value : undefined);
const text = (value: unknown) => (typeof value === 'string' ? value : undefined);

/**
 * The fact about a job that an event tells.
 * @returns undefined for an event that tells none
 * @internal
 */
export function factOf(event: Omit<CommittedEvent, 'version'>, settings: Settings): JobFact | undefined {
  const kind = KINDS[event.name];
  // Progress and back-off are `job:processing` too; only a start says how long the job waited.
  const isStart = kind === 'started' && number(event.payload.waitMs) !== undefined;
  if (!kind || (kind === 'started' && !isStart)) return undefined;
  const { payload, source, instance } = event;
  const queue = text(payload.queue);
  const owner = settings.instances.find(({ id }) => id === instance);
  return {
    kind,
    at: Date.parse(event.timestamp),
    waitMs: number(payload.waitMs),
    runMs: number(payload.runMs),
    instance,
    queue: queue === undefined ? undefined : rowId(source, queue),
    worker: text(payload.worker),
    agent: text(payload.agent) ?? agentOf(owner, { name: String(payload.name), queue })?.id,
    name: text(payload.name),
  };
}
