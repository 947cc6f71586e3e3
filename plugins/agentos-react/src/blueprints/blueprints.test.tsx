import { screen } from '@testing-library/react';
import {
  coreExtensionData,
  createExtensionInput,
  createFrontendPlugin,
  SubPageBlueprint,
  useApi,
} from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { centralDataApiRef } from '../data';
import { useLiveStatus, useSection } from '../hooks';
import { agentosApis } from './agentosApis';
import { ControlRoomCardBlueprint } from './ControlRoomCardBlueprint';

const { order, size } = ControlRoomCardBlueprint.dataRefs;

describe('ControlRoomCardBlueprint', () => {
  /** The control room, as the plugin `agentos` has it. */
  const overview = SubPageBlueprint.makeWithOverrides({
    name: 'overview',
    // Beside the page, which is not of interest here.
    attachTo: { id: 'app/root', input: 'elements' },
    inputs: {
      cards: createExtensionInput([coreExtensionData.reactElement, coreExtensionData.title, order, size]),
    },
    factory: (original, { inputs }) =>
      original({
        path: 'overview',
        title: 'Overview',
        loader: async () => (
          <>
            {inputs.cards.map(card => (
              <section key={card.node.spec.id}>
                {card.get(coreExtensionData.title)} {card.get(order)} {card.get(size)}
                {card.get(coreExtensionData.reactElement)}
              </section>
            ))}
          </>
        ),
      }),
  });

  it.each([
    [{}, 'Queues 100 small'],
    [{ order: 3, size: 'wide' as const }, 'Queues 3 wide'],
  ])('gives the control room a card of another plugin (%j)', async (params, text) => {
    const card = ControlRoomCardBlueprint.make({
      name: 'backlog',
      params: { title: 'Queues', loader: async () => <p>backlog</p>, ...params },
    });
    renderInTestApp(<p>app</p>, {
      features: [
        createFrontendPlugin({ pluginId: 'agentos', extensions: [overview] }),
        createFrontendPlugin({ pluginId: 'agentos-queue', extensions: [card] }),
      ],
    });
    expect(await screen.findByText('backlog')).toBeInTheDocument();
    expect(screen.getByText(text)).toBeInTheDocument();
  });
});

describe('agentosApis', () => {
  class BrowserSocket {
    static opened: Array<{ url: string; protocols: string[] }> = [];
    constructor(url: string, protocols: string[]) {
      BrowserSocket.opened.push({ url, protocols });
    }
    close() {}
  }

  const { WebSocket } = global;
  afterEach(() => {
    global.WebSocket = WebSocket;
  });

  it('connect pages by the APIs of Backstage, once a tab', async () => {
    global.WebSocket = BrowserSocket as never;
    const Page = () => {
      useApi(centralDataApiRef);
      return (
        <p>
          {useSection('queues').status} {useSection('jobs').status} {useLiveStatus().state}
        </p>
      );
    };
    renderInTestApp(<Page />, {
      apis: [mockApis.identity({ token: 'token' })],
      features: [createFrontendPlugin({ pluginId: 'agentos', extensions: agentosApis })],
    });
    expect(await screen.findByText('loading loading connecting')).toBeInTheDocument();
    expect(BrowserSocket.opened).toEqual([
      { url: 'ws://localhost:7007/api/agentos/live', protocols: ['agentos.v1', 'agentos.bearer.token'] },
    ]);
  });
});
