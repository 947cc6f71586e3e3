import { ExactNumber, type ExactJson } from '@agentos-portal/plugin-agentos-common';

/** What the portal puts in place of a value that is to be hidden. @internal */
export const HIDDEN = '[redacted]';

type Given = ExactJson | undefined;

/** Whether a value has parts that can be unfolded. @internal */
export const isNested = (value: Given): value is ExactJson[] | Record<string, Given> =>
  typeof value === 'object' && value !== null && !(value instanceof ExactNumber);

/** Its parts from one place on, at most so many: a list of a million is not walked. @internal */
export function partsOf(
  value: ExactJson[] | Record<string, Given>,
  limit: number,
): { parts: Array<[key: string, value: Given]>; total: number } {
  if (Array.isArray(value)) {
    return { parts: value.slice(0, limit).map((item, index) => [String(index), item]), total: value.length };
  }
  const keys = Object.keys(value);
  return { parts: keys.slice(0, limit).map(key => [key, value[key]]), total: keys.length };
}

/** Whether a value has at most so many parts, all levels together: then it is shown unfolded. @internal */
export function isSmall(value: Given, budget: number): boolean {
  let left = budget;
  const walk = (part: Given): boolean => {
    left -= 1;
    if (left < 0) return false;
    if (!isNested(part)) return true;
    const { parts, total } = partsOf(part, left + 1);
    return total <= left + 1 && parts.every(([, item]) => walk(item));
  };
  return walk(value);
}
