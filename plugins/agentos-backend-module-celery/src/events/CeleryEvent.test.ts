import fc from 'fast-check';
import { createEnvelope } from '../message';
import { readEvents } from './CeleryEvent';

const message = (body: unknown) =>
  JSON.stringify(
    createEnvelope({
      bodyText: JSON.stringify(body),
      delivery: { exchange: 'celeryev', routingKey: 'task.multi' },
    }),
  );

const RECEIVED = {
  type: 'task-received',
  hostname: 'w1@vm',
  pid: 7,
  clock: 44,
  utcoffset: 5,
  uuid: '9aba18cc',
  name: 'agentos.fast',
  args: '(3,)',
  kwargs: '{}',
  root_id: '9aba18cc',
  parent_id: null,
  retries: 0,
  eta: '2026-11-22T02:28:30.244577+00:00',
  expires: null,
  timestamp: 1795314500.2167315,
};

describe('readEvents', () => {
  it('reads an event, and its time without its offset', () => {
    expect(readEvents(message(RECEIVED))).toEqual([
      {
        type: 'received',
        uuid: '9aba18cc',
        worker: 'w1@vm',
        at: 1795314500216.7315,
        clock: 44,
        name: 'agentos.fast',
        args: '(3,)',
        kwargs: '{}',
        rootId: '9aba18cc',
        retries: 0,
        eta: Date.parse('2026-11-22T02:28:30.244Z'),
      },
    ]);
  });

  it('reads a batch of whatever kinds, and leaves out what is no event', () => {
    const heartbeat = {
      type: 'worker-heartbeat',
      hostname: 'w1@vm',
      freq: 2,
      active: 1,
      timestamp: 1,
      sw_ver: '5.2.6',
    };
    const events = readEvents(
      message([
        RECEIVED,
        heartbeat,
        null,
        { ...RECEIVED, uuid: undefined },
        { ...RECEIVED, timestamp: 'soon' },
        { ...RECEIVED, type: 'task-custom' },
        { ...RECEIVED, uuid: 'x'.repeat(300) },
      ]),
    );
    expect(events!.map(({ type }) => type)).toEqual(['received', 'worker-heartbeat']);
    expect(events![1]).toMatchObject({ everyMs: 2_000, active: 1, version: '5.2.6', at: 1_000 });
  });

  it('cuts what is long, of a traceback the beginning', () => {
    const failed = {
      type: 'task-failed',
      hostname: 'w1@vm',
      uuid: 'a',
      timestamp: 1,
      exception: 'e'.repeat(9_999),
      traceback: `${'t'.repeat(99_999)}end`,
    };
    const [event] = readEvents(message(failed))!;
    expect(event).toMatchObject({ exception: 'e'.repeat(2_000), traceback: expect.stringMatching(/end$/) });
    expect((event as { traceback: string }).traceback).toHaveLength(16_384);
  });

  it('says of a message that it cannot be read, and never throws', () => {
    for (const text of ['', 'x', '{}', '{"body": "%%%", "properties": {"body_encoding": "base64"}}']) {
      expect(readEvents(text)).toBeUndefined();
    }
    fc.assert(fc.property(fc.jsonValue(), value => Array.isArray(readEvents(message(value)))));
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), fields => {
        const text = message({ ...RECEIVED, ...(JSON.parse(JSON.stringify(fields)) as object) });
        return Array.isArray(readEvents(text));
      }),
    );
  });
});
