/**
 * A worker process and the agents it serves.
 *
 * @public
 */
export interface ProcessGroup {
  id: string;
  agentIds: readonly string[];
}

/**
 * How `npm run fleet` spreads the agents over processes. `embed` and `verify`
 * have two each: when one is killed, the other recovers its jobs.
 *
 * @public
 */
export const processGroups: readonly ProcessGroup[] = [
  { id: 'intake', agentIds: ['fetch', 'split', 'extract'] },
  { id: 'meaning', agentIds: ['classify', 'embed'] },
  { id: 'search', agentIds: ['embed', 'index', 'verify'] },
  { id: 'insight', agentIds: ['summarise', 'review', 'report'] },
  { id: 'care', agentIds: ['dedupe', 'verify'] },
];

/**
 * The process that adds the runs.
 *
 * @internal
 */
export const FEEDER_ID = 'feeder';
