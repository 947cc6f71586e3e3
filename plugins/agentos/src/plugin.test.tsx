import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { centralDataApiRef, ControlRoomCardBlueprint } from '@agentos-portal/plugin-agentos-react';
import { TestData } from '@agentos-portal/plugin-agentos-react/testUtils';
import plugin from './index';

const card = (name: string, order: number) =>
  ControlRoomCardBlueprint.make({
    name,
    params: { title: name, order, loader: async () => <p>card {name}</p> },
  });

describe('agentos', () => {
  it('opens the control room, with the cards of any plugin in their order', async () => {
    const data = new TestData({}, { getSsot: () => Promise.reject(new Error('not read')) });
    await data.environment.advance(0);
    const team = createFrontendModule({
      pluginId: 'agentos',
      extensions: [card('second', 2), card('first', 1)],
    });

    renderTestApp({
      features: [plugin, team],
      initialRouteEntries: ['/agentos'],
      apis: [[centralDataApiRef, data.service], mockApis.permission()],
    });

    expect(await screen.findByRole('main', { name: 'Control room' })).toBeInTheDocument();
    const cards = await screen.findAllByText(/^card /);
    expect(cards.map(({ textContent }) => textContent)).toEqual(['card first', 'card second']);
    expect(await screen.findByRole('article', { name: 'Objectives' })).toBeInTheDocument();
  });

  it('says that there is no such page where the URL names an unknown tab', async () => {
    renderTestApp({
      features: [plugin],
      initialRouteEntries: ['/agentos/nowhere/at-all'],
      apis: [mockApis.permission()],
    });
    expect(await screen.findByRole('heading', { name: /dropped the mic/ })).toBeInTheDocument();
  });

  it('leads to the tabs of other plugins', () => {
    expect(Object.keys(plugin.externalRoutes)).toEqual(['queue', 'workers', 'agents']);
  });
});
