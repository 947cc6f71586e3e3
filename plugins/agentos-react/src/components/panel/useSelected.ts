import { useCallback } from 'react';
import { useUrlState } from '../url';

/**
 * Id of the row whose panel is open, and the ways to open and close it. Opening adds to the history, so that Back closes the panel.
 * @param section - name kept in the URL, where rows of several sections open; absent = the page's own rows
 * @public
 */
export function useSelected(param = 'selected') {
  const [params, change] = useUrlState();
  const selected = params.get(param) ?? undefined;
  const open = useCallback((id: string) => change({ [param]: id }, { push: true }), [change, param]);
  const close = useCallback(() => change({ [param]: undefined }), [change, param]);
  return { selected, open, close };
}
