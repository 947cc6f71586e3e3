import {
  coreExtensionData,
  createExtensionBlueprint,
  createExtensionDataRef,
  ExtensionBoundary,
} from '@backstage/frontend-plugin-api';

/**
 * Room a card takes: one column, two, or the width below what needs attention.
 * @public
 */
export type ControlRoomCardSize = 'small' | 'wide' | 'full';

const orderDataRef = createExtensionDataRef<number>().with({ id: 'agentos.control-room-card.order' });
const sizeDataRef = createExtensionDataRef<ControlRoomCardSize>().with({
  id: 'agentos.control-room-card.size',
});

/**
 * Where a card goes: the sub-page `overview` of the plugin `agentos` declares this input.
 * @public
 */
export const CONTROL_ROOM_CARDS = { id: 'sub-page:agentos/overview', input: 'cards' } as const;

/**
 * A card of the control room. Its input takes `coreExtensionData.reactElement`, `coreExtensionData.title` and the data refs of
 * this blueprint.
 * @public
 */
export const ControlRoomCardBlueprint = createExtensionBlueprint({
  kind: 'control-room-card',
  attachTo: CONTROL_ROOM_CARDS,
  output: [coreExtensionData.reactElement, coreExtensionData.title, orderDataRef, sizeDataRef],
  dataRefs: { order: orderDataRef, size: sizeDataRef },
  *factory(
    params: {
      title: string;
      /** Loads the card; its code is a chunk of its own. */
      loader: () => Promise<JSX.Element>;
      /** Place among the cards, low first; 100 when absent. */
      order?: number;
      /** `small` when absent. */
      size?: ControlRoomCardSize;
    },
    { node },
  ) {
    yield coreExtensionData.reactElement(ExtensionBoundary.lazy(node, params.loader));
    yield coreExtensionData.title(params.title);
    yield orderDataRef(params.order ?? 100);
    yield sizeDataRef(params.size ?? 'small');
  },
});
