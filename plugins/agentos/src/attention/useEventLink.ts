import type { EventMessage } from '@agentos-portal/plugin-agentos-common';
import { useCallback } from 'react';
import type { AttentionLinks } from './Attention';
import { useAttentionLinks } from './useAttentionLinks';

/** Which id in the data of an event leads where; the first one present counts. */
const WAYS: ReadonlyArray<[string, 'job' | 'worker' | 'queue' | 'agent']> = [
  ['jobId', 'job'],
  ['workerId', 'worker'],
  ['queueId', 'queue'],
  ['agentId', 'agent'],
];

/**
 * Where an event leads.
 * @internal
 */
export function eventLink({ data }: Pick<EventMessage, 'data'>, links: AttentionLinks): string | undefined {
  for (const [field, way] of WAYS) {
    const id = data[field];
    if (typeof id === 'string') return links[way](id);
  }
  return undefined;
}

/** @internal */
export function useEventLink(): (event: EventMessage) => string | undefined {
  const links = useAttentionLinks();
  return useCallback(event => eventLink(event, links), [links]);
}
