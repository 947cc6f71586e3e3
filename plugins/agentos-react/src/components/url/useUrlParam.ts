import { useCallback } from 'react';
import { useUrlState, type UrlChangeOptions } from './useUrlState';

/**
 * One parameter of the URL. Setting the fallback takes it out.
 * @param fallback - the value where the URL names none
 * @public
 */
export function useUrlParam(
  name: string,
  fallback = '',
): [string, (value: string, options?: UrlChangeOptions) => void] {
  const [params, change] = useUrlState();
  const set = useCallback(
    (value: string, options?: UrlChangeOptions) =>
      change({ [name]: value === fallback ? undefined : value }, options),
    [change, name, fallback],
  );
  return [params.get(name) ?? fallback, set];
}
