import { agentosPermissions } from '@agentos-portal/plugin-agentos-common';
import type { AuthService, BackstageCredentials, PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type Permission,
  type QueryPermissionRequest,
} from '@backstage/plugin-permission-common';

const KEPT_MS = 5000;

/** How a permission was decided: `conditional` = for some resources. @internal */
export type Decision = 'allow' | 'conditional' | 'deny';

const DECISIONS: Record<AuthorizeResult, Decision> = {
  [AuthorizeResult.ALLOW]: 'allow',
  [AuthorizeResult.CONDITIONAL]: 'conditional',
  [AuthorizeResult.DENY]: 'deny',
};

/**
 * What a caller may do, by permission name.
 * @internal
 */
export type Decisions = ReadonlySet<string>;

/**
 * Permission decisions, kept 5 s per caller: one authorize call costs five times what the rest of a route does.
 * Resource permissions stand for "at least for some resources" here; an operation asks again with its targets.
 * @internal
 */
export class DecisionCache {
  private readonly kept = new Map<
    string,
    { at: number; decided: Promise<ReadonlyMap<string, Decision>>; decisions: Promise<Decisions> }
  >();

  constructor(
    private readonly options: {
      auth: AuthService;
      permissions: PermissionsService;
      monotonic: () => number;
      /** Permissions of sections that modules added. */
      extra?: Permission[];
    },
  ) {}

  /**
   * @throws NotAllowedError for a service without access restrictions: the permission framework would allow it everything
   */
  decisionsOf(credentials: BackstageCredentials): Promise<Decisions> {
    return this.entryOf(credentials).decisions;
  }

  /**
   * The same, telling apart what is allowed for some resources only.
   * @throws NotAllowedError as `decisionsOf`
   */
  decidedOf(credentials: BackstageCredentials): Promise<ReadonlyMap<string, Decision>> {
    return this.entryOf(credentials).decided;
  }

  private entryOf(credentials: BackstageCredentials) {
    const key = this.keyOf(credentials);
    const now = this.options.monotonic();
    const known = this.kept.get(key);
    if (known && now - known.at < KEPT_MS) return known;
    if (this.kept.size > 10_000) this.prune(now);
    const decided = this.ask(credentials);
    const decisions = decided.then(
      all => new Set(Array.from(all.keys()).filter(name => all.get(name) !== 'deny')),
    );
    const entry = { at: now, decided, decisions };
    this.kept.set(key, entry);
    // A failed question is no decision: the next caller asks again.
    decisions.catch(() => this.kept.delete(key));
    return entry;
  }

  private keyOf(credentials: BackstageCredentials): string {
    const { auth } = this.options;
    if (auth.isPrincipal(credentials, 'user')) return `user:${credentials.principal.userEntityRef}`;
    if (auth.isPrincipal(credentials, 'service')) {
      const { subject, accessRestrictions } = credentials.principal;
      if (!accessRestrictions) {
        throw new NotAllowedError(
          `Service '${subject}' has no access restrictions: give its token accessRestrictions for plugin agentos in backend.auth.externalAccess`,
        );
      }
      return `service:${subject}:${JSON.stringify(accessRestrictions)}`;
    }
    throw new NotAllowedError('Only users and services are let in');
  }

  private async ask(credentials: BackstageCredentials): Promise<ReadonlyMap<string, Decision>> {
    const permissions = [...agentosPermissions, ...(this.options.extra ?? [])];
    // One call for all: its type asks for resource permissions, basic ones are simply decided.
    const decided = await this.options.permissions.authorizeConditional(
      permissions.map(permission => ({ permission }) as QueryPermissionRequest),
      { credentials },
    );
    return new Map(permissions.map(({ name }, index) => [name, DECISIONS[decided[index].result]]));
  }

  private prune(now: number) {
    for (const [key, { at }] of this.kept) if (now - at >= KEPT_MS) this.kept.delete(key);
  }
}
