import fc from 'fast-check';
import {
  bodyOf,
  bodyTextOf,
  createEnvelope,
  newTask,
  opaqueReason,
  parseEnvelope,
  parseTaskMessage,
  parseUnacked,
  repeatedTask,
  type TaskMessage,
} from '.';

const delivery = { exchange: '', routingKey: 'documents' };

const encoded = (bodyText: string, headers: Record<string, string | null> = {}) =>
  JSON.stringify(
    createEnvelope({
      bodyText,
      delivery,
      headers: { lang: 'py', task: 'index.document', id: 'a1', root_id: 'r0', parent_id: 'p0', ...headers },
    }),
  );

const EMBED =
  '{"callbacks": null, "errbacks": null, "chain": [{"task": "t", "args": [2.0]}], "chord": {"task": "c"}}';

describe('envelope', () => {
  it('gives back the JSON it was made of', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const text = JSON.stringify(value);
        const envelope = parseEnvelope(JSON.stringify(createEnvelope({ bodyText: text, delivery })))!;
        expect(JSON.stringify(bodyOf(envelope))).toBe(text);
      }),
    );
  });

  it('takes a body that is the text itself', () => {
    const envelope = parseEnvelope('{"body": "[1]", "properties": {}, "headers": {}}')!;
    expect(bodyOf(envelope)).toEqual([1]);
  });

  it.each(['', 'x', '[]', 'null', '{"body": 1}'])('is not found in %j', text => {
    expect(parseEnvelope(text)).toBeUndefined();
  });

  it('does not look into pickle and compressed bodies', () => {
    const envelope = createEnvelope({ bodyText: '[1]', delivery });
    const pickled = { ...envelope, 'content-type': 'application/x-python-serialize' };
    expect(bodyOf(pickled)).toBeUndefined();
    expect(opaqueReason(pickled)).toContain('application/x-python-serialize');
    const compressed = { ...envelope, headers: { compression: 'application/x-gzip' } };
    expect(bodyOf(compressed)).toBeUndefined();
    expect(opaqueReason(compressed)).toContain('application/x-gzip');
  });
});

describe('task message', () => {
  it('is read by protocol 2', () => {
    const task = parseTaskMessage(encoded(`[[1.0, 12345678901234567890], {"k": "é]"}, ${EMBED}]`))!;
    expect(task).toMatchObject({
      id: 'a1',
      name: 'index.document',
      protocol: 2,
      rootId: 'r0',
      parentId: 'p0',
      queue: 'documents',
      priority: 0,
      opaque: undefined,
      exact: { args: '[1.0,12345678901234567890]', kwargs: '{"k":"é]"}' },
    });
    expect(task.embed!.chain).toHaveLength(1);
  });

  it('is read by protocol 1', () => {
    const raw = JSON.stringify(
      createEnvelope({
        bodyText:
          '{"task": "t.old", "id": "a1", "args": [1.0], "kwargs": {"k": 2}, "retries": 1, "chord": null}',
        delivery,
      }),
    );
    const task = parseTaskMessage(raw)!;
    expect(task).toMatchObject({ protocol: 1, id: 'a1', name: 't.old', retries: 1 });
    expect(task.exact).toEqual({ args: '[1.0]', kwargs: '{"k":2}' });
    const again = parseTaskMessage(JSON.stringify(repeatedTask(task, 'a2', 'documents')))!;
    expect(again).toMatchObject({ protocol: 2, id: 'a2', parentId: 'a1', rootId: 'a1', exact: task.exact });
  });

  it.each(['[]', 'null', '{}', '[[1], 2, 3]', '7'])('says what it knows when its body is %s', body => {
    expect(parseTaskMessage(encoded(body))).toMatchObject({
      id: 'a1',
      exact: undefined,
      opaque: 'its content is not what Celery writes',
    });
  });

  it('is nothing without an id or a name', () => {
    expect(parseTaskMessage(encoded('[[], {}, {}]', { id: null }))).toBeUndefined();
    expect(parseTaskMessage(encoded('[[], {}, {}]', { task: null }))).toBeUndefined();
  });

  it('is found among the un-acknowledged', () => {
    const raw = encoded('[[1], {}, {}]');
    const found = parseUnacked(JSON.stringify([JSON.parse(raw), '', 'documents']))!;
    expect(found.task.id).toBe('a1');
    expect(parseTaskMessage(found.raw)!.exact).toEqual({ args: '[1]', kwargs: '{}' });
    for (const value of ['', '{}', '[]', '[1]']) expect(parseUnacked(value)).toBeUndefined();
  });
});

describe('repeatedTask', () => {
  const repeat = (task: TaskMessage) => {
    const envelope = repeatedTask(task, 'a2', 'documents');
    return envelope && parseTaskMessage(JSON.stringify(envelope))!;
  };

  it('keeps arguments and chain to the byte, and leaves group and chord', () => {
    const raw = encoded(`[[1.0, 12345678901234567890], {"k": 1e3}, ${EMBED}]`, {
      group: 'g1',
      eta: '2026-01-01',
    });
    const again = repeat(parseTaskMessage(raw)!)!;
    expect(again).toMatchObject({ id: 'a2', rootId: 'r0', parentId: 'a1', group: undefined, eta: undefined });
    expect(again.exact).toEqual({ args: '[1.0,12345678901234567890]', kwargs: '{"k":1e3}' });
    expect(JSON.stringify(again.embed)).toContain('"chain":[{"task":"t","args":[2]}]');
    expect(bodyTextOf(again.envelope)).toContain('"args":[2.0]');
    expect(again.embed!.chord).toBeNull();
    expect(again.envelope.properties).toMatchObject({ correlation_id: 'a2' });
  });

  it('copies what is opaque, unless it may hold a chord', () => {
    const pickled = (headers: Record<string, string | null>) => ({
      ...parseEnvelope(encoded('gASVCgAAAAAAAACMBnBpY2tsZZQu', headers))!,
      'content-type': 'application/x-python-serialize',
    });
    const alone = parseTaskMessage(JSON.stringify(pickled({})))!;
    const again = repeat(alone)!;
    expect(again.envelope.body).toBe(alone.envelope.body);
    expect(again.envelope['content-type']).toBe('application/x-python-serialize');
    expect(again).toMatchObject({ id: 'a2', parentId: 'a1', rootId: 'r0' });
    expect(again.deliveryTag).not.toBe(alone.deliveryTag);
    const grouped = parseTaskMessage(JSON.stringify(pickled({ group: 'g1' })))!;
    expect(repeat(grouped)).toBeUndefined();
  });
});

describe('newTask', () => {
  it('is its own root', () => {
    const envelope = newTask({
      id: 'n1',
      name: 't',
      queue: 'q',
      exact: { args: '[1]', kwargs: '{}' },
      priority: 6,
    });
    expect(parseTaskMessage(JSON.stringify(envelope))).toMatchObject({
      id: 'n1',
      rootId: 'n1',
      parentId: undefined,
      queue: 'q',
      priority: 6,
      embed: { callbacks: null, errbacks: null, chain: null, chord: null },
    });
  });
});
