import type { Commit, CommitDraft } from '../Commit';

/**
 * An entry of the log.
 * @internal
 */
export interface LogRecord {
  epoch: string;
  /** Id of the commit before it; empty for the first one. */
  after: string;
  commit: Commit;
}

/** @internal */
export function parseRecord([id, fields]: [id: string, fields: string[]]): LogRecord {
  const [, epoch, , after, , record] = fields;
  const draft: CommitDraft = JSON.parse(record);
  return { epoch, after, commit: { ...draft, version: Number(id.split('-')[0]) } };
}
