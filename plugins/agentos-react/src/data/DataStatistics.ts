/**
 * What the copy of the SSOT in this tab did since it was created.
 * @public
 */
export interface DataStatistics {
  frames: number;
  /** Length of the frames, in characters. */
  characters: number;
  snapshots: number;
  deltas: number;
  /** Rows that changed or left. */
  rowsApplied: number;
  /** Events taken in, without repeats. */
  events: number;
  /** Times subscribers were told. */
  flushes: number;
  /** Subscribers now, of every kind but statistics. */
  subscribers: number;
  /** Connections after the first. */
  reconnects: number;
  /** Times a position had to be asked for again on an open connection. */
  resyncs: number;
  /** Reads of `GET /ssot`. */
  httpReads: number;
}

/** @internal */
export const NO_STATISTICS: DataStatistics = {
  frames: 0,
  characters: 0,
  snapshots: 0,
  deltas: 0,
  rowsApplied: 0,
  events: 0,
  flushes: 0,
  subscribers: 0,
  reconnects: 0,
  resyncs: 0,
  httpReads: 0,
};
