import { ANNOTATIONS, ID_PATTERN } from '@agentos-portal/plugin-agentos-common';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { AgentSettings, InstanceSettings } from '../settings';

const MOST_TASK_NAMES = 100;
const NAME_LENGTH = 256;
/** `<ms>` or `<ms>@<percent>`. */
const OBJECTIVE = /^(\d{1,9})(@\d{1,3}(\.\d+)?)?$/;

/** What the configuration says, without what was read from the catalog. @internal */
export type ConfiguredInstance = Pick<InstanceSettings, 'id' | 'agents' | 'pipelines'>;

/** Agents by instance, and why an entity that names one makes none. @internal */
export interface EntityAgents {
  agents: Map<string, AgentSettings[]>;
  problems: string[];
}

function taskNamesOf(text = ''): string[] {
  const names = text
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '');
  if (names.length > MOST_TASK_NAMES || names.some(({ length }) => length > NAME_LENGTH)) {
    throw new Error(
      `${ANNOTATIONS.taskNames}: expected at most ${MOST_TASK_NAMES} names of at most ${NAME_LENGTH} characters`,
    );
  }
  return names;
}

function objectiveOf(text: string | undefined): number | undefined {
  if (!text) return undefined;
  const ms = Number(OBJECTIVE.exec(text)?.[1]);
  if (ms > 0) return ms;
  throw new Error(
    `${ANNOTATIONS.slo}: expected ms, or ms@percent such as 5000@99, got '${text.slice(0, 80)}'`,
  );
}

/** @throws Error that says what is wrong with the annotations */
function agentOfEntity(entity: Entity, instance: ConfiguredInstance): AgentSettings {
  const annotations = entity.metadata.annotations ?? {};
  const {
    [ANNOTATIONS.agentId]: id,
    [ANNOTATIONS.pipelineId]: pipeline,
    [ANNOTATIONS.queue]: queue,
    [ANNOTATIONS.slo]: slo,
  } = annotations;
  if (!ID_PATTERN.test(id)) {
    throw new Error(`${ANNOTATIONS.agentId}: expected an id such as summarise, got '${id.slice(0, 80)}'`);
  }
  const taskNames = taskNamesOf(annotations[ANNOTATIONS.taskNames]);
  if (taskNames.length === 0 && !queue) {
    throw new Error(
      `agent '${id}' is not configured, and neither ${ANNOTATIONS.taskNames} nor ${ANNOTATIONS.queue} says what it runs`,
    );
  }
  if (pipeline && instance.pipelines.length > 0 && !instance.pipelines.some(known => known.id === pipeline)) {
    throw new Error(`${ANNOTATIONS.pipelineId}: '${pipeline}' is no pipeline of instance '${instance.id}'`);
  }
  return {
    id,
    title: (entity.metadata.title ?? entity.metadata.name).slice(0, NAME_LENGTH),
    pipeline: pipeline || undefined,
    queue: queue || undefined,
    taskNames,
    objectiveMs: objectiveOf(slo),
    entityRef: stringifyEntityRef(entity),
    isNamedByEntity: true,
  };
}

/**
 * The agents that catalog entities name by their annotations. An entity that names a configured agent is linked to it and changes nothing of
 * it. No agent has an owner by its entity: owners decide who may operate, and everybody who may register an entity could claim a task.
 * @internal
 */
export function entityAgents(
  instances: readonly ConfiguredInstance[],
  entities: readonly Entity[],
): EntityAgents {
  const agents = new Map(instances.map(({ id, agents: configured }) => [id, [...configured]]));
  const problems: string[] = [];
  const inOrder = entities
    .map(entity => ({ entity, ref: stringifyEntityRef(entity) }))
    .sort((a, b) => (a.ref < b.ref ? -1 : 1));
  for (const { entity, ref } of inOrder) {
    const { [ANNOTATIONS.agentId]: id, [ANNOTATIONS.instance]: named } = entity.metadata.annotations ?? {};
    const instance = instances.find(known => (named ? known.id === named : instances.length === 1));
    // An agent of another portal.
    if (!id || !instance) continue;
    const known = Array.from(agents.values())
      .flat()
      .find(agent => agent.id === id);
    const own = agents.get(instance.id)!;
    if (known?.entityRef) {
      problems.push(`${ref}: agent '${id}' is named by ${known.entityRef} already`);
    } else if (known && !own.includes(known)) {
      problems.push(`${ref}: agent '${id}' belongs to another instance`);
    } else if (known) {
      own[own.indexOf(known)] = { ...known, entityRef: ref };
    } else {
      try {
        own.push(agentOfEntity(entity, instance));
      } catch (error) {
        problems.push(`${ref}: ${(error as Error).message}`);
      }
    }
  }
  return { agents, problems };
}
