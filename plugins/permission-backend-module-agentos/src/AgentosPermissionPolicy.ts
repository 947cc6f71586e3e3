import { type Config } from '@backstage/config';
import { AuthorizeResult, type PolicyDecision } from '@backstage/plugin-permission-common';
import {
  type PermissionPolicy,
  type PolicyQuery,
  type PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { ALL, type Grants, readGrants } from './grants';

/**
 * Decides AgentOS permissions by config. Every other permission is allowed to
 * whoever is signed in: this policy guards AgentOS, nothing else.
 *
 * @public
 */
export class AgentosPermissionPolicy implements PermissionPolicy {
  /**
   * @throws InputError naming the field of `permission.agentos` that is wrong.
   */
  static fromConfig(config: Config): AgentosPermissionPolicy {
    return new AgentosPermissionPolicy(readGrants(config));
  }

  private constructor(private readonly grants: Grants) {}

  /** {@inheritdoc @backstage/plugin-permission-node#PermissionPolicy.handle} */
  async handle({ permission }: PolicyQuery, user?: PolicyQueryUser): Promise<PolicyDecision> {
    const allowed =
      user !== undefined &&
      (!permission.name.startsWith('agentos.') ||
        this.isGranted(permission.name, [user.info.userEntityRef, ...user.info.ownershipEntityRefs]));
    return { result: allowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
  }

  private isGranted(name: string, refs: string[]): boolean {
    const { everyone, bySubject } = this.grants;
    return [everyone, ...refs.map(ref => bySubject.get(ref))].some(
      granted => granted?.has(name) || granted?.has(ALL),
    );
  }
}
