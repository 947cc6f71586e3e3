import { NotFoundErrorPage } from '@backstage/frontend-plugin-api';
import type { ReactNode } from 'react';
import { useParams } from 'react-router-dom';

/**
 * Shows the page where the URL names one of its tabs or none; otherwise says that there is no such page.
 * @internal
 */
export function KnownTabs({ paths, children }: { paths: readonly string[]; children: ReactNode }) {
  const { '*': rest = '' } = useParams();
  const [tab] = rest.split('/');
  return tab === '' || paths.some(path => path.replace(/^\//, '').split('/')[0] === tab) ? (
    children
  ) : (
    <NotFoundErrorPage />
  );
}
