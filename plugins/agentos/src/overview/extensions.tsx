import { coreExtensionData, createExtensionInput, SubPageBlueprint } from '@backstage/frontend-plugin-api';
import { ControlRoomCardBlueprint } from '@agentos-portal/plugin-agentos-react';
import { overviewRouteRef } from '../routes';

/**
 * The control room. Any package adds a card with `ControlRoomCardBlueprint`.
 * @internal
 */
export const overviewPage = SubPageBlueprint.makeWithOverrides({
  name: 'overview',
  inputs: {
    cards: createExtensionInput([
      coreExtensionData.reactElement,
      coreExtensionData.title,
      ControlRoomCardBlueprint.dataRefs.order,
      ControlRoomCardBlueprint.dataRefs.size,
    ]),
  },
  factory(originalFactory, { inputs }) {
    const cards = inputs.cards
      .map(card => ({
        id: card.node.spec.id,
        element: card.get(coreExtensionData.reactElement),
        title: card.get(coreExtensionData.title),
        order: card.get(ControlRoomCardBlueprint.dataRefs.order),
        size: card.get(ControlRoomCardBlueprint.dataRefs.size),
      }))
      .sort((a, b) => a.order - b.order || a.id.localeCompare(b.id));
    return originalFactory({
      path: 'overview',
      title: 'Control room',
      routeRef: overviewRouteRef,
      loader: () => import('./OverviewPage').then(({ OverviewPage }) => <OverviewPage cards={cards} />),
    });
  },
});

/**
 * How well the objectives are met.
 * @internal
 */
export const objectivesCard = ControlRoomCardBlueprint.make({
  name: 'objectives',
  params: {
    title: 'Objectives',
    order: 40,
    loader: () => import('../objectives').then(({ ObjectivesCard }) => <ObjectivesCard />),
  },
});
