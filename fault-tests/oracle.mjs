import { isDeepStrictEqual } from 'node:util';
import { waitFor } from '../e2e-tests/waitFor.mjs';

const SETTLE_MS = 60_000;
const SECTIONS = ['queues', 'workers', 'jobs'];

/** The first row that is not as it is in truth, in words. */
function difference(fleet, rowsOf) {
  for (const section of SECTIONS) {
    const truth = fleet.sections[section];
    const rows = rowsOf(section);
    for (const id of Object.keys(rows)) if (!truth.has(id)) return `${id} is still there`;
    for (const [id, row] of truth) {
      if (!rows[id]) return `${id} is missing`;
      for (const [field, value] of Object.entries(row)) {
        if (!isDeepStrictEqual(rows[id][field], value)) {
          return `${id}.${field} is ${JSON.stringify(rows[id][field])}, not ${JSON.stringify(value)}`;
        }
      }
    }
  }
  return undefined;
}

const check = (what, problem) => {
  if (problem) throw new Error(`${what}: ${problem}`);
  return true;
};

/** Rows of a client as `GET /ssot` writes them. */
const rowsOf = sections => section => sections[section]?.rows ?? {};

async function sameAsHttp(watcher) {
  const snapshot = await watcher.portal.client.get('/ssot', 'admin');
  await waitFor('the client to get there', () => watcher.replica.version >= snapshot.version, 2_000);
  const seen = watcher.replica.at(snapshot.version);
  if (watcher.replica.epoch !== snapshot.epoch || !seen) throw new Error('the client showed no such version');
  for (const [name, { rows, version }] of Object.entries(snapshot.sections)) {
    if (seen[name].version !== version || !isDeepStrictEqual(seen[name].rows, rows)) {
      throw new Error(`${name} differs from GET /ssot at version ${snapshot.version}`);
    }
  }
  return true;
}

/** Every event that was accepted came, unless a whole state took its place. */
function missingEvent(watcher, accepted) {
  const resetAt = Math.max(0, ...watcher.resets);
  const missing = Array.from(accepted).filter(([id, at]) => at > resetAt && !watcher.events.has(id));
  return (
    missing.length > 0 && `${missing.length} of ${accepted.size} accepted events, first ${missing[0][0]}`
  );
}

async function audit({ postgres, fleet }) {
  const twice = await postgres.query(
    'select operation_id, target, count(*) from audit group by 1, 2 having count(*) <> 1',
  );
  if (twice.length > 0) return `${twice.length} targets have more than one attempt`;
  const bare = await postgres.query(
    `select t.operation_id from operation_targets t left join audit a
       on a.operation_id = t.operation_id and a.target = t.target
     where t.outcome <> 'pending' and (a.id is null or a.outcome is distinct from t.outcome)`,
  );
  if (bare.length > 0) return `${bare.length} targets have another outcome than their attempt`;
  const recorded = await postgres.query(
    `select operation_id || ' ' || target as key from audit where outcome = 'succeeded'`,
  );
  const succeeded = new Set(recorded.map(({ key }) => key));
  const done = fleet.effects.map(({ operationId, id }) => `${operationId} ${id}`);
  if (new Set(done).size !== done.length) return 'an effect was done twice';
  const unrecorded = done.find(key => !succeeded.has(key));
  return unrecorded && `${unrecorded} was done and is not recorded as such`;
}

/**
 * Judges a cluster that was healed and whose fleet rests.
 * @throws Error that says what is not as it must be
 * @returns figures
 */
export async function judge(cluster) {
  const { fleet, watchers, readers, poster } = cluster;
  const from = performance.now();
  for (const portal of cluster.portals) {
    await waitFor(
      'GET /ssot to show the truth',
      async () => {
        const { sections } = await portal.client.get('/ssot', 'admin');
        return check('GET /ssot', difference(fleet, rowsOf(sections)));
      },
      SETTLE_MS,
    );
  }
  for (const watcher of watchers) {
    await waitFor(
      `${watcher.name} to show the truth`,
      () => {
        const { replica } = watcher;
        return check(watcher.name, difference(fleet, rowsOf(replica.at(replica.version) ?? {})));
      },
      SETTLE_MS,
    );
    await waitFor(`${watcher.name} to equal GET /ssot`, () => sameAsHttp(watcher), SETTLE_MS);
  }
  for (const watcher of watchers) {
    await waitFor(
      `events of ${watcher.name}`,
      () => check('never came', missingEvent(watcher, poster.accepted)),
      SETTLE_MS,
    );
  }
  for (const part of [...watchers, ...readers]) {
    const { violations } = part;
    check(part.name, violations.length > 0 && `${violations.length} violations, first: ${violations[0]}`);
  }
  check('audit', await audit(cluster));
  const sum = (list, of) => list.reduce((total, item) => total + of(item), 0);
  return {
    'settled in': `${((performance.now() - from) / 1000).toFixed(1)} s`,
    changes: fleet.changes.filter(({ at }) => at > cluster.beganAt).length,
    'accepted events': poster.accepted.size,
    reads: `${sum(readers, ({ reads }) => reads)} (${sum(readers, ({ failures }) => failures)} failed)`,
    'messages to clients': sum(watchers, ({ messages }) => messages),
    'whole states sent': sum(watchers, ({ resets }) => resets.length),
  };
}
