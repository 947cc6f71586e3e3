import { isResourcePermission, type Permission } from '@backstage/plugin-permission-common';
import { usePermission } from '@backstage/plugin-permission-react';

/**
 * Why a control is disabled for this person; undefined = they may use it. The server checks again.
 * @param resourceRef - job or agent the permission is asked for, when it is a resource permission
 * @public
 */
export function usePermissionReason(permission: Permission, resourceRef?: string): string | undefined {
  const { loading, allowed, error } = usePermission(
    isResourcePermission(permission) ? { permission, resourceRef } : { permission },
  );
  if (allowed) return undefined;
  if (loading) return 'Asking whether you may do this';
  if (error) return `Permissions could not be asked: ${error.message}`;
  return `You need the permission ${permission.name}`;
}
