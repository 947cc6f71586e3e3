import { agentosPermissions } from '@agentos-portal/plugin-agentos-common';
import { mockCredentials } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { type JsonObject } from '@backstage/types';
import { createPermission } from '@backstage/plugin-permission-common';
import { AgentosPermissionPolicy } from './AgentosPermissionPolicy';

const EVERYTHING = agentosPermissions.map(({ name }) => name);

function policyOf(agentos?: JsonObject) {
  return AgentosPermissionPolicy.fromConfig(new ConfigReader({ permission: { enabled: true, agentos } }));
}

function user(userEntityRef: string, ...groups: string[]) {
  return {
    credentials: mockCredentials.user(userEntityRef),
    info: { userEntityRef, ownershipEntityRefs: groups },
  };
}

/** Names of the AgentOS permissions a user has under a policy. */
async function allowedTo(policy: AgentosPermissionPolicy, who?: ReturnType<typeof user>) {
  const names: string[] = [];
  for (const permission of agentosPermissions) {
    const { result } = await policy.handle({ permission }, who);
    if (result === 'ALLOW') {
      names.push(permission.name);
    }
  }
  return names;
}

describe('AgentosPermissionPolicy', () => {
  it('allows nothing of AgentOS without config', async () => {
    const ada = user('user:default/ada');

    expect(await allowedTo(policyOf(), ada)).toEqual([]);
    expect(await allowedTo(policyOf({}), ada)).toEqual([]);
  });

  it('allows the default to everyone who is signed in, and to nobody else', async () => {
    const policy = policyOf({ default: ['agentos.read'] });

    expect(await allowedTo(policy, user('user:default/ada'))).toEqual(['agentos.read']);
    expect(await allowedTo(policy, undefined)).toEqual([]);
  });

  it('adds what rules allow to the user or to a group of the user', async () => {
    const policy = policyOf({
      default: ['agentos.read'],
      rules: [
        { subject: 'user:default/ada', allow: ['agentos.audit.read'] },
        { subject: 'group:default/operators', allow: ['agentos.job.operate'] },
      ],
    });
    const groups = ['user:default/ada', 'group:default/operators'];

    expect(await allowedTo(policy, user('user:default/ada'))).toEqual(['agentos.read', 'agentos.audit.read']);
    expect(await allowedTo(policy, user('user:default/ada', ...groups))).toEqual([
      'agentos.read',
      'agentos.job.operate',
      'agentos.audit.read',
    ]);
    expect(await allowedTo(policy, user('user:default/eve', 'group:default/others'))).toEqual([
      'agentos.read',
    ]);
  });

  it('sums up several rules for one subject', async () => {
    const policy = policyOf({
      rules: [
        { subject: 'user:default/ada', allow: ['agentos.read'] },
        { subject: 'user:default/ada', allow: ['agentos.system.control'] },
      ],
    });

    expect(await allowedTo(policy, user('user:default/ada'))).toEqual([
      'agentos.read',
      'agentos.system.control',
    ]);
  });

  it('allows every AgentOS permission by *, also one it does not know', async () => {
    const policy = policyOf({
      rules: [{ subject: 'user:default/ada', allow: ['*'] }],
    });
    const later = createPermission({ name: 'agentos.later', attributes: {} });
    const ada = user('user:default/ada');

    expect(await allowedTo(policy, ada)).toEqual(EVERYTHING);
    expect(await policy.handle({ permission: later }, ada)).toEqual({
      result: 'ALLOW',
    });
    expect(await policy.handle({ permission: later }, user('user:default/eve'))).toEqual({ result: 'DENY' });
  });

  it('takes subjects as people write entity refs', async () => {
    const policy = policyOf({
      rules: [{ subject: 'User:Ada', allow: ['agentos.read'] }],
    });

    expect(await allowedTo(policy, user('user:default/ada'))).toEqual(['agentos.read']);
  });

  it('allows permissions of other plugins to whoever is signed in', async () => {
    const policy = policyOf();
    const permission = createPermission({
      name: 'catalog.entity.create',
      attributes: { action: 'create' },
    });

    expect(await policy.handle({ permission }, user('user:default/ada'))).toEqual({ result: 'ALLOW' });
    expect(await policy.handle({ permission }, undefined)).toEqual({
      result: 'DENY',
    });
  });

  it.each([
    [
      { default: ['agentos.read', 'agentos.raed'] },
      /^permission\.agentos\.default\[1\]: .*'agentos\.raed'.*agentos\.read/,
    ],
    [
      { rules: [{ subject: 'user:default/ada', allow: ['agentos.*'] }] },
      /^permission\.agentos\.rules\[0\]\.allow\[0\]: .*'agentos\.\*'/,
    ],
    [
      {
        rules: [
          { subject: 'user:default/ada', allow: [] },
          { subject: 'ada', allow: ['*'] },
        ],
      },
      /^permission\.agentos\.rules\[1\]\.subject: 'ada'/,
    ],
    [{ rules: [{ allow: ['*'] }] }, /permission\.agentos\.rules\[0\]\.subject/],
    [{ rules: [{ subject: 'user:default/ada' }] }, /permission\.agentos\.rules\[0\]\.allow/],
  ])('refuses %j naming the field', (agentos, message) => {
    expect(() => policyOf(agentos as JsonObject)).toThrow(message);
  });
});
