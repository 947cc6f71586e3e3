import { useApi } from '@backstage/frontend-plugin-api';
import {
  type AuthorizePermissionRequest,
  isResourcePermission,
  type Permission,
} from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { useQuery } from '@tanstack/react-query';
import { agentosQueryClientApiRef } from '../data';
import { useHealthData } from './useHealthData';

const KEPT_MS = 60_000;

/**
 * Why a control is disabled for this person; undefined = they may use it. The server checks again.
 * It is asked about a single resource only where the answer differs from one to the other.
 * @param resourceRef - job or agent the permission is asked for, when it is a resource permission
 * @public
 */
export function usePermissionReason(permission: Permission, resourceRef?: string): string | undefined {
  const permissions = useApi(permissionApiRef);
  const health = useHealthData();
  const decision = health.data?.caller?.permissions[permission.name];
  const request = isResourcePermission(permission) ? { permission, resourceRef } : { permission };
  const single = useQuery(
    {
      queryKey: ['agentos', 'permission', permission.name, resourceRef],
      queryFn: () => permissions.authorize(request as AuthorizePermissionRequest),
      enabled: !health.isPending && decision !== 'allow' && decision !== 'deny',
      staleTime: KEPT_MS,
    },
    useApi(agentosQueryClientApiRef),
  );
  if (decision === 'allow' || single.data?.result === 'ALLOW') return undefined;
  if (decision !== 'deny' && single.error) return `Permissions could not be asked: ${single.error.message}`;
  if (decision !== 'deny' && single.isPending) return 'Asking whether you may do this';
  return `You need the permission ${permission.name}`;
}
