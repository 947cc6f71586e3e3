import { rowId } from '@agentos-portal/plugin-agentos-common';
import type { CommittedEvent } from '@agentos-portal/plugin-agentos-node';
import type { DailyCounts, JobFact, Rollups } from '../analytics';
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
 * Counts a job event in the rollups, before any coalescing.
 * @returns true when it was one
 * @internal
 */
export function recordFact(
  event: Omit<CommittedEvent, 'version'>,
  to: { settings: Settings; rollups: Rollups; daily: DailyCounts },
): boolean {
  const kind = KINDS[event.name];
  // Progress and back-off are `job:processing` too; only a start says how long the job waited.
  const isStart = kind === 'started' && number(event.payload.waitMs) !== undefined;
  if (!kind || (kind === 'started' && !isStart)) return false;
  const { payload, source, instance } = event;
  const queue = text(payload.queue);
  const settings = to.settings.instances.find(({ id }) => id === instance);
  const agent = text(payload.agent) ?? agentOf(settings, { name: String(payload.name), queue })?.id;
  const queueId = queue === undefined ? undefined : rowId(source, queue);
  const keys = [
    queueId && `queue:${queueId}`,
    text(payload.worker) && `worker:${payload.worker}`,
    agent && `agent:${agent}`,
    instance && `instance:${instance}`,
  ].filter((key): key is string => Boolean(key));
  const at = Date.parse(event.timestamp);
  to.rollups.record(keys, { kind, at, waitMs: number(payload.waitMs), runMs: number(payload.runMs) });
  if (kind === 'completed' && instance && queueId) to.daily.record(instance, queueId, at);
  return true;
}
