import LockIcon from '@mui/icons-material/LockOutlined';
import ErrorIcon from '@mui/icons-material/ErrorOutline';
import InboxIcon from '@mui/icons-material/Inbox';
import type { ReactNode } from 'react';
import { SECTIONS } from '@agentos-portal/plugin-agentos-common';
import { EmptyState } from './EmptyState';
import { reasonOf } from './reasonOf';
import type { SectionFreshnessProps } from './SectionFreshness';
import { SectionSkeleton } from './SectionSkeleton';

/** @internal */
export interface SectionBodyProps extends SectionFreshnessProps {
  empty: ReactNode;
  children: ReactNode;
}

/**
 * The rows of a section, or what stands in their place.
 * @internal
 */
export function SectionBody({ name, section, empty, children }: SectionBodyProps) {
  const { status, rowCount } = section;
  if (status === 'forbidden') {
    const permission = SECTIONS[name].permission.name;
    return (
      <EmptyState icon={LockIcon} title={`You may not see ${name}`}>
        It needs the permission <code>{permission}</code>. Ask the people who run this portal.
      </EmptyState>
    );
  }
  if (status === 'loading') {
    return <SectionSkeleton label={`Loading ${name}`} />;
  }
  if (rowCount > 0) return <>{children}</>;
  if (status === 'empty') {
    return <SectionSkeleton label={`Collecting ${name} for the first time`} isSaid />;
  }
  if (status === 'failed') {
    return (
      <EmptyState icon={ErrorIcon} title={`The ${name} could not be read`} tone="bad">
        {reasonOf(section)} There is no earlier value to show. It is tried again by itself.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={InboxIcon} title={`No ${name}`}>
      {empty}
    </EmptyState>
  );
}
