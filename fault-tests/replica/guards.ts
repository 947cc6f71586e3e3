import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { EventBuffer } from '../../plugins/agentos-backend/src/ledger/EventBuffer';
import { type RawRow, RowTable } from '../../plugins/agentos-backend/src/ledger/RowTable';
import { DatabaseOperationStore } from '../../plugins/agentos-backend/src/operations';
import { ChangeLog, type Commit } from '../../plugins/agentos-backend/src/state';
import { LogPlace } from '../../plugins/agentos-backend/src/state/redis/LogPlace';
import { Script } from '../../plugins/agentos-backend/src/state/redis/Script';
import { COMMIT } from '../../plugins/agentos-backend/src/state/redis/scripts/commit';

/** Methods by name, and what stands in for them while a guard is out. */
type Replacement = [target: object, methods: Record<string, unknown>];

/** The commit without its comparisons: it is appended after whatever is last. */
function unfencedCommit() {
  const { lua } = COMMIT as unknown as { lua: string };
  const unfenced = lua
    .replace(/^if held ~= .*$/m, '')
    .replace(/^if epoch ~= .*$/m, '')
    .replace(/^if version ~= .*$/m, "ARGV[5] = string.format('%.0f', version + 1)");
  if (unfenced.includes('ARGV[2]') || unfenced.includes('ARGV[4]')) {
    throw new Error('The commit compares what this guard does not know');
  }
  const script = new Script(unfenced);
  return script.run.bind(script);
}

/** The attempt written with its outcome, after the effect. */
function lateAttempts(): Record<string, unknown> {
  const { attempt, settle } = DatabaseOperationStore.prototype;
  const late = new Map<string, Parameters<typeof attempt>>();
  return {
    async attempt(...call: Parameters<typeof attempt>) {
      late.set(call[0].id, call);
    },
    async settle(this: DatabaseOperationStore, ...call: Parameters<typeof settle>) {
      const before = late.get(call[0].id);
      late.delete(call[0].id);
      if (before) await attempt.apply(this, before);
      await settle.apply(this, call);
    },
  };
}

/** What each guard is, and the code without it. */
const GUARDS: Record<string, () => Replacement> = {
  fencing: () => [COMMIT, { run: unfencedCommit() }],
  rev: () => [
    RowTable.prototype,
    {
      put(this: RowTable, raw: RawRow) {
        this.rows.set(raw.row.id, raw);
        return true;
      },
    },
  ],
  window: () => [
    ChangeLog.prototype,
    {
      since(this: { commits: Commit[] }, version: number) {
        return this.commits.filter(commit => commit.version > version);
      },
    },
  ],
  gap: () => [LogPlace.prototype, { isIn: () => true, isBefore: () => true }],
  attempt: () => [DatabaseOperationStore.prototype, lateAttempts()],
  dedup: () => [EventBuffer.prototype, { isNew: () => true }],
};

let restore: Array<() => void> = [];

function remove(names: string[]) {
  for (const undo of restore) undo();
  restore = names.map(name => {
    const [target, methods] = GUARDS[name]();
    const own = Object.getOwnPropertyDescriptors(target);
    Object.assign(target, methods);
    return () => {
      for (const method of Object.keys(methods)) {
        Reflect.deleteProperty(target, method);
        if (own[method]) Object.defineProperty(target, method, own[method]);
      }
    };
  });
}

/** Takes out the guards that the suite names, in memory, from now on. */
export async function followGuards(fleetUrl: string) {
  const response = await fetch(`${fleetUrl}/control`);
  const lines = createInterface({ input: Readable.fromWeb(response.body as never) });
  lines.on('line', line => {
    const { without } = JSON.parse(line) as { without: string[] };
    remove(without);
    console.log(`Guards that are out: ${without.join(', ') || 'none'}`);
  });
}
