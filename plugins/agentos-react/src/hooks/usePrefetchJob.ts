import { useEffect, useMemo, useRef } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { agentosQueryClientApiRef, queueDataApiRef } from '../data';

/** A pointer that only passes over a row asks for nothing, ms. */
const RESTS_MS = 60;

/** Id of the job whose row an element is in. */
const jobIdOf = (target: EventTarget): string | undefined =>
  target instanceof Element
    ? (target.closest('tr')?.querySelector('[data-row-opener]')?.getAttribute('data-row-opener') ?? undefined)
    : undefined;

/**
 * Reads a job while the pointer or the focus rests on its row, so that it is there when it is opened. Spread what it gives on an element
 * around a table of jobs, whose rows open by `data-row-opener`.
 * @public
 */
export function usePrefetchJob() {
  const queues = useApi(queueDataApiRef);
  const client = useApi(agentosQueryClientApiRef);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(timer.current), []);
  return useMemo(() => {
    const rest = ({ target }: { target: EventTarget }) => {
      clearTimeout(timer.current);
      const id = jobIdOf(target);
      if (id) timer.current = setTimeout(() => client.prefetchQuery(queues.job(id)), RESTS_MS);
    };
    return { onPointerOver: rest, onFocus: rest, onPointerLeave: () => clearTimeout(timer.current) };
  }, [queues, client]);
}
