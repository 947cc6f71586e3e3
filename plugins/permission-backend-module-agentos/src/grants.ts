import { agentosPermissions } from '@agentos-portal/plugin-agentos-common';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/**
 * Stands for every permission of AgentOS, also those that come later.
 *
 * @internal
 */
export const ALL = '*';

const KEY = 'permission.agentos';

/**
 * Who holds which permissions: names, or {@link ALL}.
 *
 * @internal
 */
export interface Grants {
  /** What every signed-in user may do. */
  everyone: ReadonlySet<string>;
  /** What a user or group may do on top of it, by lower-case entity ref. */
  bySubject: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Reads `permission.agentos`.
 *
 * @throws InputError naming the field, when it names a permission AgentOS does
 * not have, or a subject that is no entity ref.
 * @internal
 */
export function readGrants(config: Config): Grants {
  const policy = config.getOptionalConfig(KEY);
  const bySubject = new Map<string, Set<string>>();
  policy?.getOptionalConfigArray('rules')?.forEach((rule, index) => {
    const field = `${KEY}.rules[${index}]`;
    const subject = readSubject(rule.getString('subject'), `${field}.subject`);
    const names = readPermissions(rule.getStringArray('allow'), `${field}.allow`);
    const granted = bySubject.get(subject) ?? new Set();
    names.forEach(name => granted.add(name));
    bySubject.set(subject, granted);
  });
  return {
    everyone: new Set(readPermissions(policy?.getOptionalStringArray('default') ?? [], `${KEY}.default`)),
    bySubject,
  };
}

function readSubject(ref: string, field: string): string {
  try {
    return stringifyEntityRef(parseEntityRef(ref));
  } catch {
    throw new InputError(
      `${field}: '${ref}' is not an entity ref such as user:default/ada or group:default/operators`,
    );
  }
}

function readPermissions(names: string[], field: string): string[] {
  const known = [ALL, ...agentosPermissions.map(({ name }) => name)];
  names.forEach((name, index) => {
    if (!known.includes(name)) {
      throw new InputError(
        `${field}[${index}]: AgentOS has no permission '${name}', expected one of ${known.join(', ')}`,
      );
    }
  });
  return names;
}
