import { waitFor } from '../../e2e-tests/waitFor.mjs';

const DONE_MS = 60_000;

/** Jobs that wait for a retry. */
export function failedJobs(fleet, count) {
  return Array.from({ length: count }, () => fleet.addJob({ name: 'fault.retry', state: 'failed' }));
}

/** Asks for a retry of jobs; answers the id of the operation. */
export async function retry(portal, ids, { key, throttle }) {
  const response = await portal.client.post(
    '/operations',
    { kind: 'job.retry', targets: { ids }, throttle, reason: 'fault test', idempotencyKey: key },
    'admin',
  );
  if (response.status !== 202)
    throw new Error(`POST /operations: ${response.status} ${await response.text()}`);
  return (await response.json()).operationId;
}

/** The operation, when it has ended. */
export const completed = (portal, id) =>
  waitFor(
    'the operation to end',
    async () => {
      const operation = await portal.client.get(`/operations/${id}`, 'admin');
      return operation.state === 'completed' && operation;
    },
    DONE_MS,
  );

export const removeRetried = fleet => {
  for (const { id, name } of fleet.rows('jobs')) if (name === 'fault.retry') fleet.remove('jobs', id);
};
