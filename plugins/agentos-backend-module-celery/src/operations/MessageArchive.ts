import type { ExactJson } from '@agentos-portal/plugin-agentos-common';
import { parseTaskMessage, type TaskMessage } from '../message';

/** @internal */
export interface ArchiveLimits {
  messages: number;
  /** Of all messages together. */
  chars: number;
}

const LIMITS: ArchiveLimits = { messages: 20_000, chars: 32 * 1024 * 1024 };

/** A task that stands in the chain of another, whose message was seen. @internal */
export interface ChainPlace {
  holder: TaskMessage;
  /** Where in `embed.chain`, which is in reverse order: those before it follow it. */
  index: number;
}

const textOf = (value: ExactJson | undefined) =>
  typeof value === 'string' && value !== '' ? value : undefined;

const optionsOf = (signature: ExactJson) =>
  typeof signature === 'object' && signature !== null && 'options' in signature
    ? (signature.options as { [key: string]: ExactJson | undefined } | null)
    : undefined;

/** Ids of the tasks that follow in a chain, as they lie in the message. @internal */
export const chainIds = ({ embed }: Pick<TaskMessage, 'embed'>): Array<string | undefined> => {
  const chain = embed?.chain;
  return Array.isArray(chain) ? chain.map(signature => textOf(optionsOf(signature)?.task_id)) : [];
};

/**
 * Messages of tasks as they were seen in a list or among the un-acknowledged: a worker throws them away, and nothing else tells exactly
 * what a task was asked for and what follows it. Those seen longest ago go first.
 * @internal
 */
export class MessageArchive {
  private readonly messages = new Map<string, string>();
  private readonly holders = new Map<string, string>();
  private readonly limits: ArchiveLimits;
  private chars = 0;

  constructor(limits: Partial<ArchiveLimits> = {}) {
    this.limits = { ...LIMITS, ...limits };
  }

  get size() {
    return { messages: this.messages.size, chars: this.chars };
  }

  /** Keeps a message that was seen. */
  keep(task: TaskMessage) {
    if (this.messages.has(task.id)) return;
    const raw = JSON.stringify(task.envelope);
    this.messages.set(task.id, raw);
    this.chars += raw.length;
    for (const id of chainIds(task)) if (id !== undefined) this.holders.set(id, task.id);
    for (const oldest of this.messages.keys()) {
      if (this.messages.size <= this.limits.messages && this.chars <= this.limits.chars) return;
      this.drop(oldest);
    }
  }

  message(id: string): TaskMessage | undefined {
    const raw = this.messages.get(id);
    return raw === undefined ? undefined : parseTaskMessage(raw);
  }

  /** The place of a task in the chain that was seen of it last. */
  chainPlace(id: string): ChainPlace | undefined {
    const holder = this.message(this.holders.get(id) ?? '');
    const index = holder ? chainIds(holder).indexOf(id) : -1;
    return holder && index >= 0 ? { holder, index } : undefined;
  }

  private drop(id: string) {
    const task = this.message(id);
    this.chars -= this.messages.get(id)!.length;
    this.messages.delete(id);
    for (const follower of task ? chainIds(task) : []) {
      if (follower !== undefined && this.holders.get(follower) === id) this.holders.delete(follower);
    }
  }
}
