import { fnv1a64 } from '../identity/hash';
import { normaliseText } from './normaliseText';
import { ownFrames, parseStack } from './stackFrames';

const MAX_MESSAGE = 4_000;
const MAX_NORMALISED = 500;
const MAX_TITLE = 200;
const MAX_STACK = 64_000;

/** Types that say no more than that something failed. */
const GENERIC = ['Error', 'Exception'];

/**
 * A failure as an engine reports it.
 * @public
 */
export interface FailureReport {
  /** Its type, e.g. `TimeoutError`; without one it is read from the stack or the message. */
  name?: string;
  message: string;
  /** A JavaScript stack or a Python traceback. */
  stack?: string;
}

/**
 * Which failures are one and the same.
 * @public
 */
export interface ErrorFingerprint {
  /** 16 hex digits. */
  id: string;
  /** The failure for people, with placeholders such as `<n>` and `<value>`; at most 200 characters. */
  title: string;
}

const lastPart = (type: string) => type.slice(type.lastIndexOf('.') + 1);

/** `KeyError('xx')` or `KeyError()`, as Celery reports an exception of at most one text. */
function readRepr(message: string): { type: string; message: string } | undefined {
  const type = /^[A-Za-z_][\w.]{0,199}(?=\((?:['"]|\)$))/.exec(message)?.[0];
  if (type === undefined) return undefined;
  if (message.endsWith('()')) return { type, message: '' };
  const quote = message[type.length + 1];
  const ends = [`${quote})`, `${quote},)`].filter(end => message.endsWith(end));
  // Celery cuts long ones, which then have no end.
  const inner = message.slice(type.length + 2, ends.length ? -ends[0].length : undefined);
  return { type, message: inner.replace(/\\[nrt]/g, ' ').replace(/\\(['"\\])/g, '$1') };
}

/** A long stack ends with the frames: a long message stands before them, and Python's own order is outside in. */
const cutStack = (stack: string) =>
  stack.length > MAX_STACK ? `${stack.slice(0, MAX_STACK / 2)}\n${stack.slice(-MAX_STACK / 2)}` : stack;

/** Never ends within a surrogate pair. */
const cut = (text: string, max: number) =>
  text.length > max ? `${text.slice(0, max - 1).replace(/[\ud800-\udbff]$/, '')}…` : text;

/** The type and the message after it, in one way for all the ways engines report them. */
function describe(report: FailureReport, stackType: string | undefined): string {
  const whole = report.message.slice(0, MAX_MESSAGE);
  const repr = readRepr(whole);
  const given = repr?.message ?? whole;
  const leading = /^[A-Za-z_$][\w$.]{0,199}(?=: )/.exec(given)?.[0];
  const type = lastPart(report.name ?? repr?.type ?? stackType ?? leading ?? '').slice(0, 200);
  const message =
    leading !== undefined && lastPart(leading) === type ? given.slice(leading.length + 2) : given;
  // The message of a KeyError is the key.
  const text = type === 'KeyError' ? '<value>' : normaliseText(message);
  return [GENERIC.includes(type) ? '' : normaliseText(type), text].filter(Boolean).join(': ');
}

/**
 * Tells failures apart by type, normalised message and the topmost five frames of the own code: neither libraries nor the
 * runtime count. Without own frames the message alone decides. The same report always has the same fingerprint; a report with a
 * stack and one without may differ, so that one source should report in one way.
 * @public
 */
export function errorFingerprint(report: FailureReport): ErrorFingerprint {
  const stack = report.stack === undefined ? undefined : parseStack(cutStack(report.stack));
  const text = cut(describe(report, stack?.type), MAX_NORMALISED);
  const frames = stack ? ownFrames(stack) : [];
  return {
    id: fnv1a64([text, ...frames].join('\n')),
    title: cut(text, MAX_TITLE) || 'Failed without a message',
  };
}
