import { OPERATIONS, type OperationKind } from '@agentos-portal/plugin-agentos-common';
import type { BackstageCredentials, PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult, type QueryPermissionRequest } from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import { rulesFor } from './permissionRules';
import type { TargetScope } from './OperationStore';

/**
 * Checks every target against the caller's decision; a condition is applied to each.
 * @throws NotAllowedError that names the permission and the first target it is missing for
 * @internal
 */
export async function authorizeTargets(
  permissions: PermissionsService,
  credentials: BackstageCredentials,
  kind: OperationKind,
  targets: readonly TargetScope[],
) {
  const { permission } = OPERATIONS[kind];
  const [decision] = await permissions.authorizeConditional([{ permission } as QueryPermissionRequest], {
    credentials,
  });
  if (decision.result === AuthorizeResult.ALLOW) return;
  if (decision.result === AuthorizeResult.DENY)
    throw new NotAllowedError(`The permission ${permission.name} is missing`);
  const resourceType = 'resourceType' in permission ? permission.resourceType : '';
  const isAllowed = createConditionAuthorizer(rulesFor(resourceType));
  const refused = targets.find(
    ({ owner, instance, queue }) => !isAllowed(decision, { owner, instance, queue }),
  );
  if (refused) throw new NotAllowedError(`The permission ${permission.name} is missing for '${refused.id}'`);
}
