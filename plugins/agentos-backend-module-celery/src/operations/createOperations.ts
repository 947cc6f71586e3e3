import { rowId } from '@agentos-portal/plugin-agentos-common';
import {
  GONE,
  objectOf,
  type Outcome,
  ParamError,
  required,
  succeeded,
  textOf,
  wholeOf,
} from '@agentos-portal/plugin-agentos-node/operations';
import type { JsonObject } from '@backstage/types';
import { newTask } from '../message';
import type { Operations } from './Operation';
import type { OperationAccess } from './OperationAccess';
import { checkNames } from './RegisteredTasks';
import { newTaskId, SentOnce } from './SentOnce';
import { argumentsOf } from './taskParams';
import { tellSent } from './tellSent';

const MAX_PRIORITY = 255;
const MAX_DELAY_MS = 365 * 24 * 3_600_000;

function optionsOf(params: JsonObject) {
  const given = objectOf(params, 'opts');
  const options = {
    delay: wholeOf(given, 'delay', 0, MAX_DELAY_MS),
    priority: wholeOf(given, 'priority', 0, MAX_PRIORITY),
  };
  const other = Object.keys(given).find(name => !(name in options));
  if (other) throw new ParamError(`params.opts.${other}: expected delay or priority only`);
  return options;
}

/**
 * Sends new tasks to queues.
 * @internal
 */
export function createOperations(access: OperationAccess): Operations {
  const { sourceId, keys, commands, control, clock, fleet } = access;
  const once = new SentOnce(keys, commands);
  return {
    'job.create': {
      async run(queues, { operationId, params }) {
        const name = required('name', textOf(params, 'name'));
        const exact = argumentsOf(params) ?? { args: '[]', kwargs: '{}' };
        const { delay, priority } = optionsOf(params);
        const refusal = (await checkNames(control))(name);
        if (refusal) return queues.map(() => refusal);
        const eta = delay ? new Date(clock.now() + delay).toISOString().replace('Z', '+00:00') : undefined;
        const known = new Set(fleet.queues());
        const outcomes: Outcome[] = [];
        for (const queue of queues) {
          if (!known.has(queue)) {
            outcomes.push(GONE);
            continue;
          }
          const id = newTaskId(operationId, queue);
          const message = newTask({ id, name, queue, exact, priority, eta });
          await once.send(id, id, keys.priorityList(queue, priority), message);
          await tellSent(access, message, queue);
          outcomes.push({ ...succeeded(), newJobId: rowId(sourceId, id) });
        }
        return outcomes;
      },
    },
  };
}
