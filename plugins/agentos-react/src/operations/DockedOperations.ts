import { createApiRef } from '@backstage/frontend-plugin-api';

const KEY = 'agentos.operations';

/** More than these nobody watches. */
const KEPT = 20;

const isId = (value: unknown): value is string =>
  typeof value === 'string' && /^[A-Za-z0-9._~-]{1,256}$/.test(value);

function read(storage: Pick<Storage, 'getItem'>): readonly string[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isId).slice(0, KEPT) : [];
  } catch {
    return [];
  }
}

/**
 * Operations whose progress the person wants in sight, until they put them away. They outlive a reload, and every tab shows the same.
 * @public
 */
export class DockedOperations {
  private ids: readonly string[];
  private readonly listeners = new Set<() => void>();

  /** @internal */
  constructor(
    private readonly options: {
      storage: Pick<Storage, 'getItem' | 'setItem'>;
      /** Told when another tab changed the storage. */
      onStorage: (listener: () => void) => void;
    },
  ) {
    this.ids = read(options.storage);
    options.onStorage(() => {
      const ids = read(options.storage);
      if (ids.join() !== this.ids.join()) this.tell(ids);
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  /** The last started first; keeps its identity until it changes. */
  readonly get = (): readonly string[] => this.ids;

  add(id: string) {
    this.change([id, ...this.ids.filter(known => known !== id)].slice(0, KEPT));
  }

  remove(id: string) {
    this.change(this.ids.filter(known => known !== id));
  }

  private change(ids: readonly string[]) {
    try {
      this.options.storage.setItem(KEY, JSON.stringify(ids));
    } catch {
      // Without storage they last as long as the tab.
    }
    this.tell(ids);
  }

  private tell(ids: readonly string[]) {
    this.ids = ids;
    this.listeners.forEach(listener => listener());
  }
}

/** @public */
export const dockedOperationsApiRef = createApiRef<DockedOperations>().with({
  id: 'plugin.agentos.docked-operations',
  pluginId: 'agentos',
});
