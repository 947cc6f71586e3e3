import type { Health, SystemRow } from '@agentos-portal/plugin-agentos-common';
import type { InstanceSettings } from '../settings';
import type { DeriveContext, UnstampedRow } from './DeriveContext';
import { worse } from './pipelines';

const MAX_REASONS = 20;

/** One row an instance: its health and why. @internal */
export function deriveSystem(context: DeriveContext): UnstampedRow[] {
  return context.instances.map(instance => systemRow(instance, context));
}

function systemRow(instance: InstanceSettings, context: DeriveContext): UnstampedRow {
  const mine = <T extends { instance: string }>(rows: ReadonlyMap<string, T>) =>
    Array.from(rows.values()).filter(row => row.instance === instance.id);
  const queues = mine(context.rows('queues'));
  const workers = mine(context.rows('workers'));
  const services = mine(context.rows('services'));
  const findings: Array<[Health, string]> = [];
  for (const source of instance.sources) {
    const failure = context.failures.get(source.id);
    if (failure !== undefined) findings.push(['critical', `source ${source.id}: ${failure}`]);
  }
  for (const service of services) {
    if (service.status === 'down') findings.push(['critical', `service ${service.name} is down`]);
    if (service.status === 'degraded') findings.push(['degraded', `service ${service.name} is degraded`]);
  }
  for (const queue of queues) {
    if (queue.health !== 'healthy' && queue.health !== null) {
      findings.push([queue.health, `queue ${queue.name}: ${queue.reasons[0] ?? queue.health}`]);
    }
  }
  const live = workers.filter(worker => worker.tier !== 'offline').length;
  const offline = workers.length - live;
  if (instance.minimumWorkers !== undefined && live < instance.minimumWorkers) {
    findings.push(['critical', `${live} live workers, at least ${instance.minimumWorkers} are wanted`]);
  }
  if (offline > 0) findings.push(['degraded', `${offline} of ${workers.length} workers offline`]);
  if (queues.length === 0 && workers.length === 0) findings.push(['unknown', 'nothing collected yet']);
  const status = findings.reduce<Health>((found, [health]) => worse(found, health), 'healthy');
  const severity: Health[] = ['critical', 'degraded', 'unknown', 'healthy'];
  findings.sort((a, b) => severity.indexOf(a[0]) - severity.indexOf(b[0]));
  const row: Omit<SystemRow, 'rev'> = {
    id: instance.id,
    source: 'engine',
    instance: instance.id,
    title: instance.title ?? instance.id,
    environment: instance.environment ?? null,
    status,
    reasons: findings.slice(0, MAX_REASONS).map(([, reason]) => reason),
    uptimeSeconds: context.process.uptimeSeconds,
    cpuPercent: context.process.cpuPercent,
    memoryBytes: context.process.memoryBytes,
    sample: instance.sources.some(source => context.samples.has(source.id)),
  };
  return row;
}
