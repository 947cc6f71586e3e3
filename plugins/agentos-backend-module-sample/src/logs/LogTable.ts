import { rowId, type SourceRow } from '@agentos-portal/plugin-agentos-common';
import { type Identity } from '../identity';
import { toInstant } from '../engine/Moment';
import type { LogEntry } from './LogEntry';

const KEPT = 200;
const MAX_MESSAGE = 4_000;

/**
 * The last 200 log entries, as rows.
 * @internal
 */
export class LogTable {
  private readonly kept: Array<SourceRow<'logs'>> = [];
  private sequence = 0;

  constructor(private readonly identity: Identity) {}

  /** Keeps the entry. @returns its row */
  add({ at, level, message, job, worker }: LogEntry): SourceRow<'logs'> {
    const { source, run } = this.identity;
    this.sequence += 1;
    const row = {
      id: rowId(source, 'log', run, String(this.sequence)),
      at: toInstant(at),
      level,
      message: message.slice(0, MAX_MESSAGE),
      queue: job?.agent.queue,
      worker: worker?.id,
      job: job?.id,
    };
    this.kept.push(row);
    if (this.kept.length > KEPT) this.kept.shift();
    return row;
  }

  rows(): Array<SourceRow<'logs'>> {
    return [...this.kept];
  }
}
