import type { Row } from '@agentos-portal/plugin-agentos-common';
import type { SectionView } from './CentralDataService';

type Listener = () => void;

/**
 * Listeners by key; a key without listeners takes no room.
 * @internal
 */
export class Listeners {
  private readonly byKey = new Map<string, Set<Listener>>();

  add(key: string, listener: Listener): () => void {
    const listeners = this.byKey.get(key) ?? new Set();
    this.byKey.set(key, listeners);
    // Two subscribers may bring the same function.
    const own = () => listener();
    listeners.add(own);
    return () => {
      listeners.delete(own);
      if (listeners.size === 0) this.byKey.delete(key);
    };
  }

  get keys(): string[] {
    return Array.from(this.byKey.keys());
  }

  tell(key: string) {
    this.byKey.get(key)?.forEach(listener => listener());
  }
}

/**
 * The sections as they are shown, and who is told when they change.
 * @internal
 */
export class ViewStore {
  private readonly views = new Map<string, SectionView>();
  private readonly dirty = new Map<string, Set<string>>();
  private readonly sectionListeners = new Listeners();
  private readonly rowListeners = new Map<string, Listeners>();

  /** @param view - what a section looks like now, the old view when it says the same */
  constructor(private readonly view: (section: string, before?: SectionView) => SectionView) {}

  get(section: string): SectionView {
    let view = this.views.get(section);
    if (!view) {
      view = this.view(section);
      this.views.set(section, view);
    }
    return view;
  }

  row(section: string, id: string): Row | undefined {
    return this.get(section).rows.get(id);
  }

  onSection(section: string, listener: Listener) {
    return this.sectionListeners.add(section, listener);
  }

  onRow(section: string, id: string, listener: Listener) {
    const listeners = this.rowListeners.get(section) ?? new Listeners();
    this.rowListeners.set(section, listeners);
    return listeners.add(id, listener);
  }

  /** Remembers that a section, and these of its rows, may have changed. */
  touch(section: string, ids: Iterable<string> = []) {
    const rows = this.dirty.get(section) ?? new Set();
    this.dirty.set(section, rows);
    for (const id of ids) rows.add(id);
  }

  /** Remembers that the state of every section that was shown may have changed. */
  touchAll() {
    for (const section of this.views.keys()) this.touch(section);
  }

  /**
   * Shows what changed, all of it before anybody is told.
   * @param frozen - only sections that show nothing yet
   */
  flush(frozen: boolean) {
    const touched = Array.from(this.dirty).filter(([section]) => !frozen || this.get(section).status === 'loading');
    for (const [section] of touched) this.dirty.delete(section);
    const changed = touched.filter(([section]) => {
      const before = this.views.get(section);
      const after = this.view(section, before);
      this.views.set(section, after);
      return after !== before;
    });
    for (const [section, ids] of changed) {
      this.sectionListeners.tell(section);
      const rows = this.rowListeners.get(section);
      if (rows) ids.forEach(id => rows.tell(id));
    }
  }
}
