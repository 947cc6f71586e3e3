import type { SourceStore } from '@agentos-portal/plugin-agentos-node';

/**
 * What makes ids unique: over all sources, and over restarts, which number anew what they make.
 * @internal
 */
export interface Identity {
  source: string;
  run: string;
}

/**
 * The identity of a run that begins now; runs are counted in the source's store.
 * @internal
 */
export async function nextIdentity(source: string, store: SourceStore): Promise<Identity> {
  const run = ((await store.get<number>('run')) ?? 0) + 1;
  await store.set('run', run);
  return { source, run: String(run) };
}
