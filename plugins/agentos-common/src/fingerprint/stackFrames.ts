import { normaliseFile } from './normaliseText';

/** At most so many frames tell where a failure is. */
const MAX_FRAMES = 5;

/** Code of others: libraries and the runtime. */
const FOREIGN = ['node_modules', 'node:', 'site-packages', 'dist-packages', '/.yarn/', '/lib/python', '<'];

const LAST_TRACEBACK = 'Traceback (most recent call last):';

interface Frame {
  name: string;
  file: string;
}

/** What a stack says: the type its header names, and the frames from where it was thrown outwards. @internal */
export interface ParsedStack {
  type: string | undefined;
  frames: Frame[];
}

const TYPE = /^(?:Uncaught )?([A-Za-z_$][\w$.]{0,199})(?: \[\w{1,60}\])?(?::|$)/;

const typeOf = (header: string | undefined) => TYPE.exec(header ?? '')?.[1];

/** `at new Pool.run [as go] (file:///srv/app/pool.js:1:2)`, `at async /srv/app/pool.js:1:2`. */
function javascriptFrame(line: string): Frame | undefined {
  const text = line.trim();
  if (!text.startsWith('at ') || !/:\d+(?::\d+)?\)?$/.test(text)) return undefined;
  const call = text
    .slice(3)
    .replace(/^async /, '')
    .replace(/^new /, '');
  const open = call.endsWith(')') ? call.indexOf(' (') : -1;
  const named = open === -1 ? '' : call.slice(0, open);
  const place = open === -1 ? call : call.slice(open + 2, -1);
  const alias = named.indexOf(' [as ');
  return { name: alias === -1 ? named : named.slice(0, alias), file: place.replace(/(?::\d+){1,2}$/, '') };
}

/** `File "/srv/app/tasks.py", line 3, in run`, in an exception group behind `|`. */
function pythonFrame(line: string): Frame | undefined {
  const text = line.replace(/^[\s|]+/, '');
  if (!text.startsWith('File "')) return undefined;
  const end = text.indexOf('", line ');
  const name = text.indexOf(', in ', end);
  return end === -1 ? undefined : { file: text.slice(6, end), name: name === -1 ? '' : text.slice(name + 5) };
}

function parsePython(lines: string[]): ParsedStack {
  // Of exceptions raised while another was handled, the last is the one that ended the job.
  const start = lines.findLastIndex(line => line.includes(LAST_TRACEBACK));
  const block = lines.slice(start + 1);
  const last = block.findLastIndex(line => pythonFrame(line) !== undefined);
  const header = block.slice(last + 1).find(line => /^(?: {1,8}\| )?[A-Za-z_]/.test(line));
  const frames = block.flatMap(line => pythonFrame(line) ?? []).reverse();
  return { type: typeOf(header?.replace(/^[\s|]+/, '')), frames };
}

function parseJavascript(lines: string[]): ParsedStack {
  const first = lines.findIndex(line => javascriptFrame(line) !== undefined);
  const run = first === -1 ? [] : lines.slice(first);
  // What follows the first line that is no frame belongs to the cause.
  const end = run.findIndex(line => !line.trim().startsWith('at '));
  const frames = run.slice(0, end === -1 ? undefined : end).flatMap(line => javascriptFrame(line) ?? []);
  return { type: typeOf(lines[0]), frames };
}

/**
 * Reads the stack of a JavaScript error or the traceback of a Python exception; any other text has no frames.
 * @internal
 */
export function parseStack(stack: string): ParsedStack {
  const lines = stack.split(/\r?\n/);
  return lines.some(line => pythonFrame(line) !== undefined) ? parsePython(lines) : parseJavascript(lines);
}

/**
 * The topmost frames of the own code as text, without directories, lines and columns; a function that calls itself counts once.
 * @internal
 */
export function ownFrames({ frames }: ParsedStack): string[] {
  return frames
    .filter(({ file }) => !FOREIGN.some(part => file.includes(part)))
    .map(({ name, file }) => `${name} ${normaliseFile(file)}`.trim())
    .filter((frame, index, all) => frame !== all[index - 1])
    .slice(0, MAX_FRAMES);
}
