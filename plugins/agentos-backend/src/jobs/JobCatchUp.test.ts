import { type JobRow, SECTIONS } from '@agentos-portal/plugin-agentos-common';
import type { ObservedRow } from '@agentos-portal/plugin-agentos-node';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import { aJob } from '../__testUtils__/rows';
import { ScriptedSource } from '../__testUtils__/ScriptedSource';
import { JobCatchUp } from './JobCatchUp';
import { JobIndex } from './JobIndex';

const ORIGIN = { source: 'scripted', instance: 'main' };

const rowOf = (row: ObservedRow, rev: string): JobRow => ({
  ...(SECTIONS.jobs.fields.parse(row) as JobRow),
  ...ORIGIN,
  rev,
});

describe('catching up with a source', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let source: ScriptedSource;
  let index: JobIndex;
  let catchUp: JobCatchUp;
  const calm = () => new AbortController().signal;
  const read = (lists = {}, signal = calm()) => catchUp.read({ source, origin: ORIGIN }, lists, signal);
  const stateOf = async (id: string) => (await index.get(id))?.state;

  beforeEach(async () => {
    const knex = await databases.init('SQLITE_3');
    await knex.migrate.latest({
      directory: resolvePackagePath('@agentos-portal/plugin-agentos-backend', 'migrations'),
    });
    index = new JobIndex(knex, () => 0);
    source = new ScriptedSource();
    catchUp = new JobCatchUp({
      index,
      takeRev: () => '5',
      complete: (_entry, rows, rev) => rows.map(row => rowOf(row, rev)),
    });
  });

  it('brings what was never told, page by page, and what is otherwise by now', async () => {
    for (let number = 0; number < 700; number += 1) source.states.set(`scripted.embed.${number}`, 'failed');
    await index.put([rowOf(aJob('1', { state: 'processing' }), '4')]);
    await index.put([rowOf(aJob('2', { state: 'failed' }), '4')]);
    await index.markGone(['scripted.embed.2']);
    expect(await read()).toBe(700);
    expect(await stateOf('scripted.embed.1')).toBe('failed');
    expect((await index.standings(['scripted.embed.2'])).get('scripted.embed.2')!.gone).toBeFalsy();
    expect(await read()).toBe(0);
  });

  it('leaves what was told since it began, and what an event told more of', async () => {
    source.states.set('scripted.embed.1', 'failed').set('scripted.embed.2', 'failed');
    await index.put([
      rowOf(aJob('1', { state: 'completed' }), '6'),
      rowOf(aJob('2', { state: 'failed', worker: 'w1' }), '4'),
    ]);
    await read();
    expect(await stateOf('scripted.embed.1')).toBe('completed');
    expect((await index.get('scripted.embed.2'))!.worker).toBe('w1');
  });

  it('reads only the lists it is asked for', async () => {
    source.states.set('scripted.embed.1', 'failed').set('scripted.embed.2', 'completed');
    const asked: unknown[] = [];
    const { listJobs } = source;
    source.listJobs = async query => {
      asked.push([query.queue, query.states]);
      return listJobs.call(source, query);
    };
    expect(await read({ queues: ['embed', 'index'], states: ['failed'] })).toBe(1);
    expect(asked).toEqual([
      ['embed', ['failed']],
      ['index', ['failed']],
    ]);
  });

  it('ends when the time is over, although the source hangs', async () => {
    source.listJobs = () => new Promise(() => {});
    const controller = new AbortController();
    const reading = read({}, controller.signal);
    controller.abort();
    await expect(reading).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('scripted'),
    });
  });
});
