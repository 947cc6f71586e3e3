import {
  type AgentRow,
  type Health,
  type PipelineRow,
  type QueueRow,
} from '@agentos-portal/plugin-agentos-common';
import type { InstanceSettings } from '../settings';
import { type DeriveContext, orNull, SHORT_WINDOW, type UnstampedRow } from './DeriveContext';

const AGENT_HEALTH: Record<NonNullable<AgentRow['status']>, Health> = {
  running: 'healthy',
  idle: 'healthy',
  paused: 'degraded',
  failing: 'critical',
  offline: 'critical',
  unknown: 'unknown',
};

const SEVERITY: Health[] = ['healthy', 'unknown', 'degraded', 'critical'];

/** The worse of two. @internal */
export const worse = (a: Health, b: Health) => (SEVERITY.indexOf(a) >= SEVERITY.indexOf(b) ? a : b);

/** Pipelines named by the configuration, or by its agents alone. @internal */
export const pipelinesOf = (instance: InstanceSettings) => {
  const titles = new Map(instance.pipelines.map(pipeline => [pipeline.id, pipeline.title ?? pipeline.id]));
  for (const agent of instance.agents) {
    if (agent.pipeline !== undefined && !titles.has(agent.pipeline))
      titles.set(agent.pipeline, agent.pipeline);
  }
  return titles;
};

/** Rows of the pipelines. @internal */
export function derivePipelines(context: DeriveContext): UnstampedRow[] {
  const agents = Array.from(context.rows('agents').values());
  const queues = Array.from(context.rows('queues').values());
  return context.instances.flatMap(instance =>
    Array.from(pipelinesOf(instance), ([id, title]) => {
      const members = agents
        .filter(agent => agent.instance === instance.id && agent.pipeline === id)
        .sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
      return pipelineRow({ id, title, instance, members, queues, context });
    }),
  );
}

function pipelineRow(input: {
  id: string;
  title: string;
  instance: InstanceSettings;
  members: AgentRow[];
  queues: QueueRow[];
  context: DeriveContext;
}): UnstampedRow {
  const { id, title, instance, members, queues, context } = input;
  const queueOf = (agent: AgentRow) =>
    queues.find(queue => queue.instance === instance.id && queue.name === agent.queue);
  let status: Health = members.length === 0 ? 'unknown' : 'healthy';
  const reasons: string[] = [];
  for (const agent of members) {
    const queue = queueOf(agent);
    status = worse(status, AGENT_HEALTH[agent.status ?? 'unknown']);
    status = worse(status, queue?.health ?? 'unknown');
    for (const reason of [...agent.reasons, ...(queue?.reasons ?? [])])
      reasons.push(`${agent.id}: ${reason}`);
  }
  const last = members.at(-1);
  const rollup = last && context.rollups.window(`agent:${last.id}`, SHORT_WINDOW);
  const finished = rollup ? rollup.completed + rollup.failed : 0;
  const known = (values: Array<number | null>) =>
    values.length > 0 && values.every(value => value !== null) ? (values as number[]) : undefined;
  const rates = known(members.map(agent => agent.successRate));
  const times = known(members.map(agent => agent.p95Ms));
  const row: Omit<PipelineRow, 'rev'> = {
    id,
    source: 'engine',
    instance: instance.id,
    name: title,
    agents: members.map(agent => agent.id),
    status,
    reasons,
    throughputPerMinute: finished === 0 ? null : Math.round((finished / SHORT_WINDOW) * 100) / 100,
    successRate: orNull(rates?.reduce((product, rate) => product * rate, 1)),
    p95Ms: orNull(times?.reduce((sum, time) => sum + time, 0)),
    bottleneck: orNull(bottleneckOf(members, queueOf)),
  };
  return row;
}

/** The agent whose queue takes longest to empty at the rate of the last 15 minutes. */
function bottleneckOf(members: AgentRow[], queueOf: (agent: AgentRow) => QueueRow | undefined) {
  let found: { id: string; minutes: number } | undefined;
  for (const agent of members) {
    const queue = queueOf(agent);
    if (!queue?.queued) continue;
    const minutes = queue.throughputPerMinute
      ? queue.queued / queue.throughputPerMinute
      : Number.POSITIVE_INFINITY;
    if (!found || minutes > found.minutes) found = { id: agent.id, minutes };
  }
  return found?.id;
}
