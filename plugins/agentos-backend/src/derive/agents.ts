import {
  type AgentRow,
  type AgentStatus,
  agentScore,
  attainmentStatus,
  formatPercent,
  type QueueRow,
} from '@agentos-portal/plugin-agentos-common';
import { successRate } from '../analytics';
import type { InstanceSettings } from '../settings';
import { type DeriveContext, LONG_WINDOW, orNull, type UnstampedRow } from './DeriveContext';

type Agent = InstanceSettings['agents'][number];

/** Live workers that take from the queue of an agent, in whatever engines it is. */
const consumersOf = (own: readonly QueueRow[], context: DeriveContext) => {
  let live = 0;
  for (const worker of context.rows('workers').values()) {
    if (worker.tier === 'offline') continue;
    if (own.some(queue => queue.source === worker.source && worker.queues.includes(queue.name))) live += 1;
  }
  return live;
};

/** Rows of the agents that the configuration and the catalog name. @internal */
export function deriveAgents(context: DeriveContext): UnstampedRow[] {
  const queues = Array.from(context.rows('queues').values());
  return context.instances.flatMap(instance =>
    instance.agents.map(agent => agentRow(instance, agent, queues, context)),
  );
}

function agentRow(
  instance: InstanceSettings,
  agent: Agent,
  queues: QueueRow[],
  context: DeriveContext,
): UnstampedRow {
  // One of each engine that has a queue of this name.
  const own = queues.filter(row => row.instance === instance.id && row.name === agent.queue);
  const workers = own.length > 0 ? consumersOf(own, context) : undefined;
  const rollup = context.rollups.window(`agent:${agent.id}`, LONG_WINDOW);
  const finished = rollup.completed + rollup.failed;
  const success = successRate(rollup, context.thresholds.minimumJobs);
  const siblings = instance.agents.filter(other => other.pipeline === agent.pipeline);
  const row: Omit<AgentRow, 'rev'> = {
    id: agent.id,
    source: own.at(0)?.source ?? 'engine',
    instance: instance.id,
    name: agent.title ?? agent.id,
    pipeline: agent.pipeline ?? null,
    position: agent.pipeline === undefined ? null : siblings.indexOf(agent),
    queue: agent.queue ?? null,
    taskNames: agent.taskNames,
    workers: orNull(workers),
    jobsPerHour: finished,
    successRate: orNull(success),
    p50Ms: orNull(rollup.run.percentile(0.5)),
    p95Ms: orNull(rollup.run.percentile(0.95)),
    lastRunAt: rollup.lastFinishedAt === undefined ? null : new Date(rollup.lastFinishedAt).toISOString(),
    configVersion: null,
    objective: objectiveOf(agent, rollup.run.shareWithin(agent.objectiveMs ?? 0)),
    entityRef: agent.entityRef ?? null,
    score: null,
    ...statusOf(own, workers, success, context),
  };
  return { ...row, score: orNull(agentScore(row, context.thresholds).score) };
}

function objectiveOf(agent: Agent, attainment: number | undefined): AgentRow['objective'] {
  if (agent.objectiveMs === undefined) return null;
  return {
    targetMs: agent.objectiveMs,
    attainment: orNull(attainment),
    status: attainmentStatus(attainment),
  };
}

function statusOf(
  own: readonly QueueRow[],
  workers: number | undefined,
  success: number | undefined,
  context: DeriveContext,
): { status: AgentStatus; reasons: string[] } {
  const rules: Array<[boolean, AgentStatus, string[]]> = [
    [own.length === 0, 'unknown', ['its queue is not known to any source']],
    [workers === 0, 'offline', ['no live worker consumes its queue']],
    [own.every(queue => queue.paused === true), 'paused', ['its queue is paused']],
    [
      success !== undefined && success < context.thresholds.criticalSuccess,
      'failing',
      [`success rate ${formatPercent(success ?? 0)} over one hour`],
    ],
    [own.some(queue => (queue.processing ?? 0) > 0), 'running', []],
  ];
  const rule = rules.find(([applies]) => applies);
  return rule ? { status: rule[1], reasons: rule[2] } : { status: 'idle', reasons: [] };
}
