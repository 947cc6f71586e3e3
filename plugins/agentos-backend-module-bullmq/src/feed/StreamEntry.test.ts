import { compareIds, parseEntries, withoutSuperseded } from './StreamEntry';

describe('compareIds', () => {
  it('compares time first, then sequence, beyond 2^53', () => {
    const ordered = ['0-0', '9-0', '10-2', '10-10', '18446744073709551614-1', '18446744073709551615-0'];
    expect(ordered.slice().reverse().sort(compareIds)).toEqual(ordered);
    expect(compareIds('5-1', '5-1')).toBe(0);
  });
});

describe('parseEntries', () => {
  it('leaves out what is out of date', () => {
    const entries = parseEntries(
      'embed',
      [
        ['5-0', ['event', 'added', 'jobId', '1']],
        ['5-1', ['event', 'waiting', 'jobId', '1']],
      ],
      '5-0',
    );
    expect(entries).toEqual([
      expect.objectContaining({
        id: '5-1',
        at: 5,
        event: 'waiting',
        jobId: '1',
      }),
    ]);
  });

  it('reads entries that nobody of BullMQ wrote', () => {
    const [odd, empty, proto] = parseEntries(
      'embed',
      [
        ['1-0', ['event', 'added', 'jobId']],
        ['1-1', null],
        ['1-2', ['__proto__', 'x', 'jobId', '']],
      ],
      '0-0',
    );
    expect(odd).toMatchObject({ event: 'added', jobId: undefined });
    expect(empty).toMatchObject({ event: '', jobId: undefined });
    expect(proto.fields.get('__proto__')).toBe('x');
    expect(proto.jobId).toBeUndefined();
  });
});

describe('withoutSuperseded', () => {
  it('drops progress before progress and waiting before stalled, of the same job', () => {
    const names = ['progress', 'other progress', 'progress', 'waiting', 'stalled', 'waiting', 'active'];
    const entries = parseEntries(
      'embed',
      names.map((name, index) => [
        `${index}-1`,
        ['event', name.replace('other ', ''), 'jobId', name.startsWith('other') ? '2' : '1'],
      ]),
      '0-0',
    );
    expect(withoutSuperseded(entries).map(({ id }) => id)).toEqual(['1-1', '2-1', '4-1', '5-1', '6-1']);
  });
});
