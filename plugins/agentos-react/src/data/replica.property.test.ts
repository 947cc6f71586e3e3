import fc from 'fast-check';
import type { Row } from '@agentos-portal/plugin-agentos-common';
import { createTestReplica, type TestReplica } from '../testUtils';

const SECTIONS = ['queues', 'workers'];
const noop = () => {};

/** Ids that are properties of objects, and ids that objects put into another order. */
const ids = fc.constantFrom('a', 'b', '1', '2', '__proto__', 'constructor');

const row = fc.record({ id: ids, n: fc.nat(3) }).map(
  ({ id, n }) => ({ id, n, source: 's', instance: 'i', rev: '000001.000000000001' }) as Row,
);

type Step = (replica: TestReplica) => void | Promise<void>;

const named = (name: string, step: Step) => Object.assign(step, { [fc.toStringMethod]: () => name });

const commit = fc
  .record({
    section: fc.constantFrom(...SECTIONS),
    upsert: fc.array(row, { maxLength: 3 }),
    remove: fc.array(ids, { maxLength: 2 }),
  })
  .map(({ section, upsert, remove }) =>
    named(`commit ${section} ${JSON.stringify(upsert)} ${remove}`, ({ server }) =>
      server.commit({ upsert: { [section]: upsert }, remove: { [section]: remove } }),
    ),
  );

const wait = fc.constantFrom(1, 5, 20, 300, 6_000).map(ms =>
  named(`wait ${ms}`, ({ environment }) => environment.advance(ms)),
);

const faults = fc.constantFrom(
  named('lose a frame', ({ server }) => server.connections.forEach(connection => (connection.losing = 1))),
  named('repeat frames', ({ server }) => server.connections.forEach(connection => (connection.repeating = true))),
  named('garbage', ({ server }) => server.sendText('}')),
  named('disconnect', ({ server }) => server.close(1006)),
  named('restart', ({ server }) => {
    server.ssot.restart(`epoch-${server.ssot.epoch.length}-${server.ssot.version}`);
    server.close(1012);
  }),
  named('trim', ({ server }) => server.ssot.trim()),
  named('away', ({ server }) => {
    server.accepting = false;
  }),
  named('back', ({ server }) => {
    server.accepting = true;
  }),
  named('leave', ({ service }) => service.subscribeSection('workers', noop)()),
);

const rowsOf = (rows: Iterable<[string, Row]>) => Array.from(rows).sort(([a], [b]) => (a < b ? -1 : 1));

describe('the replica', () => {
  it('ends equal to the source after any sequence of commits, losses, repeats, reconnects and resumes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(commit, wait, faults), { maxLength: 40 }), async steps => {
        const replica = createTestReplica();
        const { environment, server, service } = replica;
        SECTIONS.forEach(name => server.ssot.section(name));
        service.subscribeSection('queues', noop);
        for (const step of steps) await step(replica);

        server.accepting = true;
        service.subscribeSection('workers', noop);
        // A loss that is on its way is noticed first.
        await environment.advance(100);
        await environment.until(() => service.getStatus().state === 'live');
        // What was lost shows with the next delta at the latest.
        server.connections.forEach(connection => (connection.losing = 0));
        await environment.advance(100);
        server.commit({ heads: { queues: {}, workers: {} } });
        await environment.advance(100);
        for (const name of SECTIONS) {
          expect(rowsOf(service.getSection(name).rows)).toEqual(rowsOf(server.ssot.section(name)));
          expect(service.getSection(name).version).toBe(server.ssot.version);
        }
      }),
      { numRuns: 500 },
    );
  });
});
