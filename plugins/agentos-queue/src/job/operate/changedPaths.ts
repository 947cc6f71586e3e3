import { ExactNumber, type ExactJson } from '@agentos-portal/plugin-agentos-common';
import { isNested } from '../payload/jsonNodes';

type Given = ExactJson | undefined;

/** More are counted, not named. */
const NAMED = 20;

const isSame = (before: Given, after: Given): boolean =>
  before === after ||
  (before instanceof ExactNumber && after instanceof ExactNumber && before.text === after.text);

const join = (path: string, key: string, isIndex: boolean) => {
  if (isIndex) return `${path}[${key}]`;
  return path ? `${path}.${key}` : key;
};

/**
 * What differs between two JSON values, as paths such as `order.lines[2]`; the whole value is the empty path.
 * @internal
 */
export function changedPaths(before: Given, after: Given): { paths: string[]; count: number } {
  const paths: string[] = [];
  let count = 0;
  const walk = (from: Given, to: Given, path: string) => {
    if (isSame(from, to)) return;
    if (!isNested(from) || !isNested(to) || Array.isArray(from) !== Array.isArray(to)) {
      count += 1;
      if (paths.length < NAMED) paths.push(path);
      return;
    }
    const [old, fresh] = [from, to] as [Record<string, Given>, Record<string, Given>];
    for (const key of new Set([...Object.keys(old), ...Object.keys(fresh)])) {
      walk(old[key], fresh[key], join(path, key, Array.isArray(from)));
    }
  };
  walk(before, after, '');
  return { paths, count };
}
