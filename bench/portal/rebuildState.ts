import type { Redis } from 'ioredis';

const sectionKey = (name: string) => `bench:section:${name}`;
const SECTIONS_KEY = 'bench:sections';

/** Gives `rebuildState` the sections it reads. */
export async function keepSections(redis: Redis, sections: Record<string, unknown>) {
  for (const [name, section] of Object.entries(sections)) {
    await redis.set(sectionKey(name), JSON.stringify(section));
  }
  await redis.set(SECTIONS_KEY, JSON.stringify(Object.keys(sections)));
}

/**
 * The state as a portal makes it that keeps none: every section read anew, all at the same time, and the whole encoded.
 * A section is one GET here, the least that any source can take.
 */
export async function rebuildState(redis: Redis): Promise<string> {
  const names: string[] = JSON.parse((await redis.get(SECTIONS_KEY))!);
  const sections = await Promise.all(
    names.map(async name => [name, JSON.parse((await redis.get(sectionKey(name)))!)]),
  );
  return JSON.stringify({ type: 'initial_data', sections: Object.fromEntries(sections) });
}
