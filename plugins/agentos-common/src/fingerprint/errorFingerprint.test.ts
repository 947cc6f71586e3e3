import { errorFingerprint, type FailureReport } from './errorFingerprint';

const id = (report: FailureReport) => errorFingerprint(report).id;
const message = (text: string): FailureReport => ({ message: text });

const node = (dir: string, line: number, text: string, own = 'fetchPage') => ({
  message: text,
  stack: [
    `TimeoutError: ${text}`,
    `    at Socket.onTimeout (${dir}/node_modules/undici/lib/client.js:${line}:11)`,
    `    at ${own} (${dir}/dist/fetchPage.js:${line}:7)`,
    `    at async Worker.run [as processJob] (file://${dir}/dist/worker.js:${line + 40}:3)`,
    '    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
  ].join('\n'),
});

const python = (dir: string, line: number, key: string, caller = 'run') => ({
  message: `KeyError('${key}')`,
  stack: [
    'Traceback (most recent call last):',
    '  File "/usr/lib/python3/dist-packages/celery/app/trace.py", line 451, in trace_task',
    '    R = retval = fun(*args, **kwargs)',
    `  File "${dir}/tasks.py", line ${line}, in ${caller}`,
    "    return table[payload['key']]",
    '           ~~~~~^^^^^^^^^^^^^^^^',
    '  File "/usr/lib/python3.11/collections/__init__.py", line 1010, in __getitem__',
    `KeyError: '${key}'`,
  ].join('\n'),
});

const chained = (cause: string) => ({
  message: "StoreError('not saved')",
  stack: [
    'Traceback (most recent call last):',
    `  File "/srv/app/${cause}.py", line 3, in ${cause}`,
    'OSError: disk full',
    '',
    'During handling of the above exception, another exception occurred:',
    '',
    'Traceback (most recent call last):',
    '  File "/srv/app/store.py", line 9, in save',
    'app.errors.StoreError: not saved',
  ].join('\n'),
});

const caused = (cause: string) => ({
  message: 'not saved',
  stack: [
    'Error: not saved',
    '    at save (/srv/app/store.js:9:3)',
    '    at async run (/srv/app/run.js:1:1) {',
    '  [cause]: Error: disk full',
    `      at ${cause} (/srv/app/${cause}.js:3:1)`,
  ].join('\n'),
});

const recursive = (depth: number) => ({
  message: 'Maximum call stack size exceeded',
  stack: `RangeError: Maximum call stack size exceeded${'\n    at walk (/srv/app/tree.js:4:9)'.repeat(depth)}`,
});

const deep = (frames: string[]) => ({
  message: 'x',
  stack: `Error: x${frames.map(frame => `\n    at ${frame} (/srv/app/${frame}.js:1:1)`).join('')}`,
});

describe('errorFingerprint', () => {
  it.each<[string, FailureReport[]]>([
    ['numbers', ['Job 42 not found', 'Job 7 not found', 'Job 1,000.5 not found'].map(message)],
    [
      'numbers and ids, as engines differ in them',
      [
        '42',
        '507f1f77bcf86cd799439011',
        '6376bcf8-5d4c-4f07-9b9c-7b1f5a3c2d10',
        '01ARZ3NDEKTSV4RRFFQ69G5FAV',
      ].map(job => message(`Job ${job} not found`)),
    ],
    ['digits in a name of an id', ['order_17 failed', 'order_18 failed'].map(message)],
    ['units', ['timed out after 30000ms', 'timed out after 5000ms'].map(message)],
    ['quoted values', [`no file 'a'`, `no file "b c"`, 'no file `it\\`', `no file 'it\\'s'`].map(message)],
    ['a quoted value that was cut', [`bad row "abc", 'de`, `bad row "x", 'a longer o`].map(message)],
    ['addresses', ['<Task at 0x7f3a2b10>', '<Task at 0x55d0c3>'].map(message)],
    [
      'times',
      [
        'expired at 2026-01-31T12:00:05.123Z',
        'expired at 2025-12-01 01:02:03,456',
        'expired at 2026-01-31T12:00Z',
        'expired at 12:30:00',
        'expired at Sat Jan 31 2026 12:00:05 GMT+0000',
        'expired at Sat, 31 Jan 2026 12:00:05 GMT',
      ].map(message),
    ],
    [
      'directories',
      ['ENOENT: open /srv/a/in.csv', 'ENOENT: open C:\\data\\new\\in.csv', 'ENOENT: open ../x/in.csv'].map(
        message,
      ),
    ],
    [
      'the query, the credentials and the ids of a URL',
      [
        'GET https://api.example.com/v1/users/7?token=abc failed',
        'GET https://ada:secret@api.example.com/v1/users/8#x failed',
      ].map(message),
    ],
    [
      'white space, colours and invisible characters',
      ['a  b\n c', '\u001b[31ma b\u001b[0m\u200b c'].map(message),
    ],
    [
      'ways to say the type',
      [
        { name: 'ValueError', message: 'bad width' },
        { name: 'app.errors.ValueError', message: 'ValueError: bad width' },
        message('ValueError: bad width'),
        message('app.errors.ValueError: bad width'),
        message("ValueError('bad width')"),
        message('ValueError("bad width",)'),
        { message: 'bad width', stack: 'ValueError: bad width\n    at new Promise (<anonymous>)' },
      ],
    ],
    [
      'types that say nothing',
      [message('bad width'), message('Error: bad width'), { name: 'Exception', message: 'bad width' }],
    ],
    [
      'keys',
      [message("KeyError('a b')"), { name: 'KeyError', message: "'c'" }, { name: 'KeyError', message: 'd' }],
    ],
    ['exceptions without a text', [message('Full()'), { name: 'queue.Full', message: '' }]],
    [
      'JavaScript stacks of other versions, machines and lines',
      [node('/srv/app', 12, 'no answer in 500ms'), node('/opt/releases/20260131', 97, 'no answer in 900ms')],
    ],
    [
      'tracebacks of other machines and lines',
      [python('/srv/app', 3, 'ada'), python('/home/x/app', 8, 'eve')],
    ],
    ['exceptions that replaced another one', [chained('read'), chained('write')]],
    ['errors with a cause', [caused('read'), caused('write')]],
    ['depths of a recursion', [recursive(3), recursive(11)]],
    [
      'what lies below the fifth frame',
      [deep(['a', 'b', 'c', 'd', 'e', 'f']), deep(['a', 'b', 'c', 'd', 'e', 'g'])],
    ],
    [
      'names of bundles',
      ['main.3f2a9c1b.js', 'main.77aa01ff.js'].map(file => ({
        message: 'x',
        stack: `Error: x\n    at run (/srv/${file}:1:20)`,
      })),
    ],
    [
      'stacks without own frames, and no stack',
      [
        message('no connection'),
        { message: 'no connection', stack: 'Error: no connection\n    at a (/x/node_modules/b/c.js:1:1)' },
      ],
    ],
  ])('takes failures that differ in %s for one', (...[, reports]) => {
    expect(reports.map(report => errorFingerprint(report))).toEqual(
      reports.map(() => errorFingerprint(reports[0])),
    );
  });

  it.each<[string, FailureReport, FailureReport]>([
    ['message', message('Job not found'), message('Job not ready')],
    ['type', { name: 'ValueError', message: 'x' }, { name: 'TypeError', message: 'x' }],
    ['type in a repr', message("ValueError('x')"), message("TypeError('x')")],
    ['text of a repr', message("ValueError('bad width')"), message("ValueError('bad height')")],
    ['status', message('failed with status code 404'), message('failed with status code 500')],
    ['exit code', message('exited, code: 1'), message('exited, code: 137')],
    ['error code', message('E11000 in index'), message('E11001 in index')],
    ['encoding', message('not utf8'), message('not utf16')],
    ['file', message('ENOENT: /srv/a/in.csv'), message('ENOENT: /srv/a/out.csv')],
    ['host', message('GET https://a.example.com/x'), message('GET https://b.example.com/x')],
    ['resource', message('GET /api/users/42'), message('GET /api/orders/42')],
    ['place', node('/srv/app', 1, 'x'), node('/srv/app', 1, 'x', 'fetchImage')],
    ['place in Python', python('/srv/app', 1, 'x'), python('/srv/app', 1, 'x', 'repair')],
    ['fifth frame', deep(['a', 'b', 'c', 'd', 'e']), deep(['a', 'b', 'c', 'd', 'f'])],
    ['contraction', message("can't read"), message("can't write")],
  ])('keeps failures of another %s apart', (...[, a, b]) => {
    expect(id(a)).not.toBe(id(b));
  });

  it.each<[FailureReport, string]>([
    [node('/srv/app', 1, 'no answer in 500ms'), 'TimeoutError: no answer in <n>ms'],
    [python('/srv/app', 1, 'ada'), 'KeyError: <value>'],
    [
      message('GET https://ada:secret@api.example.com/v1/users/7?token=abc'),
      'GET https://api.example.com/v1/users/<n>',
    ],
    [message('open /srv/data/in-17.csv at 2026-01-31'), 'open in-<n>.csv at <time>'],
    [message(''), 'Failed without a message'],
    [message('x'.repeat(300)), `${'x'.repeat(199)}…`],
  ])('names %j', (report, title) => {
    expect(errorFingerprint(report).title).toBe(title);
  });

  it('keeps the ids it gave: history is grouped by them', () => {
    expect(errorFingerprint(node('/srv/app', 1, 'no answer in 500ms')).id).toBe('438915e3a8db38e3');
    expect(errorFingerprint(message('Job 42 not found')).id).toBe('2d851a930aa71bf9');
  });

  it('finds the frames of a stack behind a long message, and of one that is too long', () => {
    const text = 'y'.repeat(1_000_000);
    const behind = (own: string) => ({
      message: text,
      stack: `Error: ${text}\n    at ${own} (/srv/app/x.js:1:1)`,
    });
    expect(id(behind('run'))).not.toBe(id(behind('walk')));
    const outer = '  File "/srv/app/walk.py", line 3, in walk\n'.repeat(30_000);
    const long = (own: string) => ({
      message: 'x',
      stack: `Traceback (most recent call last):\n${outer}  File "/srv/app/x.py", line 3, in ${own}\nOSError: x`,
    });
    expect(id(long('run'))).not.toBe(id(long('jump')));
  });

  it('reads no more than the ends of a long stack, and the beginning of a long message', () => {
    const filler = 'z\n'.repeat(50_000);
    const amid = (own: string) => ({
      message: 'x',
      stack: `Error: x\n${filler}    at ${own} (/srv/app/x.js:1:1)\n${filler}`,
    });
    expect(id(amid('run'))).toBe(id(amid('walk')));
    expect(id(message(`${'y'.repeat(600)} a`))).toBe(id(message(`${'y'.repeat(600)} b`)));
    expect(id(message(`${'y'.repeat(400)} a`))).not.toBe(id(message(`${'y'.repeat(400)} b`)));
    // Normalised it would be short, and the last word count.
    expect(id(message(`"${'y'.repeat(5_000)}" a`))).toBe(id(message(`"${'y'.repeat(5_000)}" b`)));
  });
});
