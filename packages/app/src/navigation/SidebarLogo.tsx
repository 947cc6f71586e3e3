import { Link, useSidebarOpenState } from '@backstage/core-components';
import { Logo } from './Logo';

/** The logo at the top of the sidebar, a link to the first page. */
export const SidebarLogo = () => {
  const { isOpen } = useSidebarOpenState();
  return (
    <Link
      to="/"
      underline="none"
      aria-label="AgentOS"
      style={{
        display: 'flex',
        alignItems: 'center',
        height: 56,
        paddingLeft: 20,
      }}
    >
      <Logo withName={isOpen} />
    </Link>
  );
};
