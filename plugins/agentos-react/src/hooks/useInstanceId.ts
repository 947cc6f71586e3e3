import { useSearchParams } from 'react-router-dom';

/**
 * URL search parameter that holds the chosen instance.
 * @public
 */
export const INSTANCE_PARAM = 'instance';

/**
 * Id of the chosen instance; undefined = all.
 * @public
 */
export function useInstanceId(): string | undefined {
  const [params] = useSearchParams();
  return params.get(INSTANCE_PARAM) || undefined;
}
