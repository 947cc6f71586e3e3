import { useCallback, useRef } from 'react';
import { useSearchParams } from 'react-router-dom';

/** @public */
export interface UrlChangeOptions {
  /** Adds an entry to the history, so that Back undoes the change. */
  push?: boolean;
}

/**
 * Changes several parameters in one go; undefined takes a parameter out. Keeps its identity.
 * @public
 */
export type ChangeUrl = (change: Record<string, string | undefined>, options?: UrlChangeOptions) => void;

/**
 * The state of a page lives in its URL: what is sorted, filtered and open can be sent to a colleague.
 * @public
 */
export function useUrlState(): [URLSearchParams, ChangeUrl] {
  const [params, setParams] = useSearchParams();
  const latest = useRef({ params, setParams });
  latest.current = { params, setParams };
  const change = useCallback<ChangeUrl>((changes, options = {}) => {
    const next = new URLSearchParams(latest.current.params);
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    // A second change before the next render starts from the first.
    latest.current.params = next;
    latest.current.setParams(next, { replace: !options.push });
  }, []);
  return [params, change];
}
