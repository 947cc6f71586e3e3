const MAX_LENGTH = 200;

/** What stands for one character, so that only the structure is left: classes, then escapes. */
const structureOf = (pattern: string) => pattern.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x');

/** A group that repeats without end and holds something that repeats without end: on some texts it takes for ever. */
const NESTED = /\((?:[^()]*[^()\\])?(?:[+*]|\{\d+,\})[^()]*\)(?:[+*]|\{\d+,\})/;

/** Alternatives of which one begins as another, repeated without end: `(a|ab|aa)*`. */
const ALTERNATIVES = /\([^()]*\|[^()]*\)(?:[+*]|\{\d+,\})/;

/**
 * Why a pattern cannot be used to hide texts.
 * @returns undefined for one that can
 * @internal
 */
export function patternProblem(pattern: string): string | undefined {
  if (pattern.length > MAX_LENGTH) return `must have at most ${MAX_LENGTH} characters`;
  let expression: RegExp;
  try {
    expression = new RegExp(pattern, 'g');
  } catch {
    return 'must be a regular expression';
  }
  if (expression.test('')) return 'must not match the empty text';
  let structure = structureOf(pattern);
  // From the innermost group outwards.
  for (;;) {
    if (NESTED.test(structure) || ALTERNATIVES.test(structure)) {
      return 'must not repeat a group without end that itself repeats or has alternatives: it may take for ever';
    }
    // A group that was looked at keeps nothing but whether something in it repeats without end.
    const next = structure.replace(/\(([^()]*)\)/, (_, inside: string) =>
      /[+*]|\{\d+,\}/.test(inside) ? 'x+' : 'x',
    );
    if (next === structure) return undefined;
    structure = next;
  }
}
