import { type Fields, isCount, isText, parseObject } from './values';

/**
 * What a process can be asked to do. Those that name a worker concern all workers of that queue and name in the process.
 * @public
 */
export type CommandAction =
  | { do: 'ping' }
  /** Ends a running job: the AbortSignal of its processor fires, and it is not tried again. */
  | { do: 'cancel'; queue: string; jobId: string; reason?: string }
  /** Takes no further jobs, lets the running ones end. */
  | { do: 'drain'; queue: string; worker: string }
  /** Takes jobs again. */
  | { do: 'resume'; queue: string; worker: string }
  /** Drains, then closes the worker; the process goes on. */
  | { do: 'shutdown'; queue: string; worker: string }
  | { do: 'scale'; queue: string; worker: string; concurrency: number };

/**
 * A command on the wire.
 * @public
 */
export type Command = CommandAction & {
  /** A command is done once, however often it arrives. */
  id: string;
  /** Where the answer goes. */
  replyTo: string;
};

/**
 * Why a command was not done.
 * @public
 */
export const REFUSALS = ['BAD_COMMAND', 'GONE', 'NOT_CAPABLE', 'STATE_CHANGED', 'FAILED'] as const;

/** @public */
export type Refusal = (typeof REFUSALS)[number];

/**
 * The answer to a command.
 * @public
 */
export type Reply = { id: string } & ({ done: true } | { done: false; code: Refusal; message: string });

/** Most jobs a worker can be told to run at once. @public */
export const MAX_CONCURRENCY = 1_000;

const MAX_COMMAND_LENGTH = 64 * 1_024;

const isConcurrency = (value: unknown) => isCount(value) && value >= 1 && value <= MAX_CONCURRENCY;
const namesWorker = ({ queue, worker }: Fields) => isText(queue) && isText(worker);

const VALID: Record<CommandAction['do'], (command: Fields) => boolean> = {
  ping: () => true,
  cancel: ({ queue, jobId, reason }) =>
    isText(queue) && isText(jobId, 1_024) && (reason === undefined || isText(reason, 2_000)),
  drain: namesWorker,
  resume: namesWorker,
  shutdown: namesWorker,
  scale: command => namesWorker(command) && isConcurrency(command.concurrency),
};

/**
 * Reads a message of the channel.
 * @param replyPrefix - what `replyTo` has to start with: the reporter writes to no other key
 * @returns undefined when it is no command that can be answered; `invalid` when it can, but makes no sense
 * @public
 */
export function parseCommand(
  text: string,
  replyPrefix: string,
): { command: Command } | { invalid: Pick<Command, 'id' | 'replyTo'> } | undefined {
  const fields = text.length <= MAX_COMMAND_LENGTH ? parseObject(text) : undefined;
  if (!fields) return undefined;
  const { id, replyTo } = fields;
  if (!isText(id) || !isText(replyTo, 1_024) || !replyTo.startsWith(replyPrefix)) return undefined;
  const valid = Object.entries(VALID).some(([kind, check]) => kind === fields.do && check(fields));
  return valid ? { command: fields as Command } : { invalid: { id, replyTo } };
}

/**
 * Reads an answer.
 * @returns undefined when it is none
 * @public
 */
export function parseReply(text: string): Reply | undefined {
  const { id, done, code, message } = parseObject(text) ?? {};
  if (!isText(id)) return undefined;
  if (done === true) return { id, done };
  const refusal = REFUSALS.find(candidate => candidate === code);
  return done === false && refusal && typeof message === 'string'
    ? { id, done, code: refusal, message }
    : undefined;
}
