/** Waits until the condition gives something truthy. */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  what: string,
  limitMs = 60_000,
): Promise<NonNullable<T>> {
  const end = performance.now() + limitMs;
  for (;;) {
    const value = await condition();
    if (value) return value as NonNullable<T>;
    if (performance.now() > end) throw new Error(`waited ${limitMs} ms in vain: ${what}`);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
