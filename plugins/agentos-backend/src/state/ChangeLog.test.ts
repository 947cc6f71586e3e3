import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ChangeLog } from './ChangeLog';

const versions = (log: ChangeLog<{ version: number }>, after: number) =>
  log.since(after)?.map(({ version }) => version);

describe('the window of commits', () => {
  it('holds the last ones, by number and by bytes, and at least one', () => {
    const log = new ChangeLog<{ version: number }>({ commits: 3, bytes: 100 });
    for (const version of [5, 6, 7, 8]) log.append({ version }, 10);
    expect(log.size).toEqual({ commits: 3, bytes: 30 });
    expect(versions(log, 4)).toBeUndefined();
    expect(versions(log, 5)).toEqual([6, 7, 8]);
    expect(versions(log, 7)).toEqual([8]);
    log.append({ version: 9 }, 90);
    expect(versions(log, 7)).toEqual([8, 9]);
    log.append({ version: 10 }, 500);
    expect(log.size).toEqual({ commits: 1, bytes: 500 });
    expect(versions(log, 8)).toBeUndefined();
    expect(versions(log, 9)).toEqual([10]);
  });

  it('keeps its place over thousands of them', () => {
    const log = new ChangeLog<{ version: number }>({ commits: 100, bytes: 1e9 });
    for (let version = 1; version <= 5000; version += 1) {
      log.append({ version }, 1);
      expect(versions(log, Math.max(0, version - 2))).toEqual([version - 1, version].filter(Boolean));
    }
    expect(versions(log, 4899)).toBeUndefined();
    expect(versions(log, 4900)).toHaveLength(100);
  });

  it('lets go of the memory of what it no longer holds', async () => {
    const log = new ChangeLog<{ version: number }>({ commits: 100, bytes: 1e9 });
    const references = Array.from({ length: 2000 }, (_, version) => {
      const commit = { version };
      log.append(commit, 1);
      return new WeakRef(commit);
    });
    setFlagsFromString('--expose-gc');
    // What a reference was made to lives at least until the step of the program ends.
    await new Promise(resolve => setImmediate(resolve));
    runInNewContext('gc')();
    expect(log.size.commits).toBe(100);
    expect(references.filter(reference => reference.deref()).length).toBeLessThanOrEqual(200);
  });
});
