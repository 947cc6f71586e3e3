import { createApiRef } from '@backstage/frontend-plugin-api';
import type { EventMessage, Row, SourceState } from '@agentos-portal/plugin-agentos-common';
import type { ConnectionStatus } from '../live';
import type { DataStatistics } from './DataStatistics';

/**
 * State of a section as the page shows it. Beside what the server says: `loading` = nothing came yet,
 * `forbidden` = the permission is missing.
 * @public
 */
export type SectionViewStatus = 'fresh' | 'stale' | 'failed' | 'empty' | 'forbidden' | 'loading';

/**
 * A section as the page shows it. Keeps its identity until something in it changes.
 * @public
 */
export interface SectionView {
  rows: ReadonlyMap<string, Row>;
  status: SectionViewStatus;
  /** Last proof that the rows are true; ISO 8601 by the clock of the server. */
  collectedAt?: string;
  error?: string;
  sources: Readonly<Record<string, SourceState>>;
  /** Version of the last commit that touched the section. */
  version: number;
}

/**
 * The last events, newest first. Keeps its identity until one comes.
 * @public
 */
export interface EventsView {
  events: readonly EventMessage[];
  /** Events the server left out, by room. */
  dropped: Readonly<Record<string, number>>;
}

/**
 * State of the connection and of the view.
 * @public
 */
export interface DataStatus extends ConnectionStatus {
  /** When the last frame came, ms since epoch by the clock of the browser. */
  lastMessageAt?: number;
  /** True while the view is frozen; data is received all the same. */
  paused: boolean;
  /** Time until the next attempt to connect, ms; absent while none is planned. */
  nextAttemptInMs?: number;
  /** The last failed read over HTTP, until one succeeds. */
  error?: Error;
}

/**
 * The one copy of the SSOT in a browser tab. It connects when the first subscriber comes and asks only for the
 * sections and rooms that have subscribers. The getters answer what is shown: they change when subscribers are told,
 * at most once per animation frame.
 * @public
 */
export interface CentralDataService {
  /** Keeps a section wanted; the listener is told when anything in it changes. Returns the way to stop. */
  subscribeSection(section: string, listener: () => void): () => void;
  getSection(section: string): SectionView;
  /** Age of the last proof that the section is true, ms, measured by the monotonic clock; undefined when never collected. */
  getAgeMs(section: string): number | undefined;
  /** Keeps the section of a row wanted; the listener is told only when this row changes. */
  subscribeRow(section: string, id: string, listener: () => void): () => void;
  getRow(section: string, id: string): Row | undefined;
  /** Keeps rooms wanted, the person's own room comes by itself; the listener is told when events came. */
  subscribeEvents(rooms: readonly string[], listener: () => void): () => void;
  getEvents(): EventsView;
  /** Told on each change, and of passing time once a second. */
  subscribeStatus(listener: () => void): () => void;
  getStatus(): DataStatus;
  /** Freezes the view. Data is still received. */
  pause(): void;
  /** Shows what came meanwhile. */
  resume(): void;
  getStatistics(): DataStatistics;
  /** Told once a second while the tab is visible: what shows an age or a figure renders by it. */
  subscribeSecond(listener: () => void): () => void;
}

/** @public */
export const centralDataApiRef = createApiRef<CentralDataService>().with({
  id: 'plugin.agentos.central-data',
  pluginId: 'agentos',
});
