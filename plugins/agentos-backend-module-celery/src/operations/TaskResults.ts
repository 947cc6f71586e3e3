import {
  type ExactJson,
  ExactNumber,
  type JobState,
  parseExactJson,
} from '@agentos-portal/plugin-agentos-common';
import type { OperationAccess } from './OperationAccess';

const CHUNK = 100;

const STATES: Readonly<Record<string, JobState>> = {
  SUCCESS: 'completed',
  FAILURE: 'failed',
  REVOKED: 'cancelled',
  RETRY: 'retrying',
  PENDING: 'queued',
  RECEIVED: 'queued',
};

type Fields = { [key: string]: ExactJson | undefined };

/** A result as Celery keeps it. @internal */
export interface TaskResult {
  /** States of the application's own mean that it runs. */
  state: JobState;
  /** All of it, digit by digit: `result`, and with `result_extended` also `name args kwargs queue`. */
  fields: Fields;
}

/** @internal */
export const isFields = (value: ExactJson | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber);

function parse(text: unknown): TaskResult | undefined {
  let fields: ExactJson;
  try {
    fields = parseExactJson(String(text));
  } catch {
    return undefined;
  }
  if (typeof text !== 'string' || !isFields(fields) || typeof fields.status !== 'string') return undefined;
  return { state: STATES[fields.status] ?? 'processing', fields };
}

/** Results of the tasks that have one; none without a backend that can be read. @internal */
export async function readResults(
  results: OperationAccess['results'],
  ids: readonly string[],
): Promise<Map<string, TaskResult>> {
  const found = new Map<string, TaskResult>();
  if (!results) return found;
  for (let from = 0; from < ids.length; from += CHUNK) {
    const chunk = ids.slice(from, from + CHUNK);
    const texts = await results.connection.run(chunk.map(id => ['GET', `${results.keyPrefix}${id}`]));
    chunk.forEach((id, index) => {
      const result = parse(texts[index]);
      if (result) found.set(id, result);
    });
  }
  return found;
}
