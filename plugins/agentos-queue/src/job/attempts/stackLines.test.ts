import { frameCount, stackParts } from './stackLines';

const shapeOf = (stack: string) =>
  stackParts(stack).map(part => [part.isForeign ? 'foreign' : 'own', part.lines.length, frameCount(part)]);

describe('stackParts', () => {
  it('folds the frames of libraries and of the runtime', () => {
    const stack = [
      'TimeoutError: no answer',
      '    at ask (/srv/app/src/model.ts:10:3)',
      '    at Client.send (/srv/app/node_modules/http/index.js:1:1)',
      '    at async process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
      '    at run (/srv/app/src/run.ts:2:1)',
    ].join('\n');

    expect(shapeOf(stack)).toEqual([
      ['own', 2, 1],
      ['foreign', 2, 2],
      ['own', 1, 1],
    ]);
  });

  it('keeps the quoted line of a traceback with its frame', () => {
    const stack = [
      'Traceback (most recent call last):',
      '  File "/usr/lib/python3/dist-packages/celery/app/trace.py", line 451, in trace_task',
      '    R = retval = fun(*args, **kwargs)',
      '  File "/srv/tasks.py", line 3, in classify',
      '    raise ValueError("no text")',
      'ValueError: no text',
    ].join('\n');

    expect(shapeOf(stack)).toEqual([
      ['own', 1, 0],
      ['foreign', 2, 1],
      ['own', 3, 1],
    ]);
  });

  it('folds nothing of a text that is no stack', () => {
    expect(shapeOf('no text\nat all')).toEqual([['own', 2, 0]]);
  });
});
