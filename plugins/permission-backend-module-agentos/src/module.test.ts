import { mockCredentials, mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { agentosReadPermission } from '@agentos-portal/plugin-agentos-common';
import permissionBackend from '@backstage/plugin-permission-backend';
import { permissionModuleAgentos } from './module';

function startWith(allow: string[]) {
  return startTestBackend({
    features: [
      permissionBackend,
      permissionModuleAgentos,
      mockServices.rootConfig.factory({
        data: {
          permission: {
            enabled: true,
            agentos: { rules: [{ subject: 'user:default/ada', allow }] },
          },
        },
      }),
    ],
  });
}

describe('permissionModuleAgentos', () => {
  it('decides what the permission backend is asked', async () => {
    const { server } = await startWith(['agentos.read']);
    const decide = async (userEntityRef: string) => {
      const response = await fetch(`http://localhost:${server.port()}/api/permission/authorize`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: mockCredentials.user.header(userEntityRef),
        },
        body: JSON.stringify({
          items: [{ id: '1', permission: agentosReadPermission }],
        }),
      });
      return response.json();
    };

    expect(await decide('user:default/ada')).toEqual({
      items: [{ id: '1', result: 'ALLOW' }],
    });
    expect(await decide('user:default/eve')).toEqual({
      items: [{ id: '1', result: 'DENY' }],
    });
  });

  it('keeps a backend with a wrong policy from starting', async () => {
    await expect(startWith(['agentos.raed'])).rejects.toThrow(/permission\.agentos\.rules\[0\]\.allow\[0\]/);
  });
});
