import type { OperationKind } from '@agentos-portal/plugin-agentos-common';
import type { OperationTargetRef } from '@agentos-portal/plugin-agentos-react';

/**
 * Something a person should look at.
 * @internal
 */
export interface Attention {
  /** Stable over updates, so that the list does not jump. */
  id: string;
  severity: 'critical' | 'degraded';
  /** What is wrong, in one sentence. */
  title: string;
  /** Why, as far as it is known. */
  detail?: string;
  /** Jobs that wait, fail or hang because of it. */
  affected: number;
  /** Agent it belongs to, where one is known. */
  owner?: string;
  /** The one thing to do first. */
  action: { label: string; to: string | undefined };
  /** The operation that mends it, offered in place of the way there where its source can do it. */
  operation?: { kind: OperationKind; targets: OperationTargetRef[]; label: string };
}

/**
 * Ways to the rows the suggestions speak of; undefined where no page is installed.
 * @internal
 */
export interface AttentionLinks {
  queue(id: string): string | undefined;
  job(id: string): string | undefined;
  worker(id: string): string | undefined;
  agent(id: string): string | undefined;
  freshness: string;
}
