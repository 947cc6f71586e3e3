import type { OperationKind, Row } from '@agentos-portal/plugin-agentos-common';
import type { JsonObject } from '@backstage/types';

/** What a field is expected to become. `cancelling`, `removed` and `stopping` are words of the page, no row ever holds them. */
type ExpectedValue = string | boolean;

interface ExpectedChange {
  kind: OperationKind;
  /** Parameters without which it does something else; `undefined` = must be absent. */
  params?: Record<string, unknown>;
  field: string;
  /** By what the field says now; what is not named stays. */
  becomes: Readonly<Record<string, ExpectedValue>>;
}

const each = (states: string, to: ExpectedValue): Record<string, ExpectedValue> =>
  Object.fromEntries(states.split(' ').map(state => [state, to]));

/** `null` is not measured: what it is told to be is all that is known. */
const PAUSES = each('false null', true);
const RESUMES = each('true null', false);

/** What each operation is expected to do to a row. One that is not named changes nothing that a badge shows. */
const CHANGES: readonly ExpectedChange[] = [
  { kind: 'job.retry', field: 'state', becomes: each('failed lost cancelled', 'queued') },
  { kind: 'job.promote', field: 'state', becomes: each('scheduled retrying', 'queued') },
  { kind: 'job.cancel', field: 'state', becomes: each('queued scheduled retrying', 'cancelled') },
  { kind: 'job.cancel', params: { terminate: true }, field: 'state', becomes: { processing: 'cancelling' } },
  {
    kind: 'job.remove',
    field: 'state',
    becomes: each('queued scheduled retrying completed failed cancelled lost', 'removed'),
  },
  { kind: 'queue.pause', field: 'paused', becomes: PAUSES },
  { kind: 'queue.resume', field: 'paused', becomes: RESUMES },
  { kind: 'worker.drain', params: { resume: undefined }, field: 'draining', becomes: PAUSES },
  { kind: 'worker.drain', params: { resume: true }, field: 'draining', becomes: RESUMES },
  { kind: 'worker.shutdown', field: 'tier', becomes: each('healthy degraded critical', 'stopping') },
  { kind: 'schedule.pause', field: 'paused', becomes: PAUSES },
  // Where a schedule says whether it goes on.
  { kind: 'schedule.remove', field: 'paused', becomes: each('false true null', 'removed') },
];

/**
 * The fields of a row as an operation is expected to leave them; undefined where it changes none: it did already, or it cannot.
 * @internal
 */
export function expectedFields(
  kind: OperationKind,
  params: JsonObject | undefined,
  row: Row,
): Record<string, ExpectedValue> | undefined {
  for (const change of CHANGES) {
    const isMeant =
      change.kind === kind &&
      Object.entries(change.params ?? {}).every(([name, value]) => params?.[name] === value);
    const now = String(row[change.field]);
    if (isMeant && Object.hasOwn(change.becomes, now)) return { [change.field]: change.becomes[now] };
  }
  return undefined;
}
