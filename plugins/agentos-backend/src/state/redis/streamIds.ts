const parse = (id: string) => {
  const [ms, sequence = '0'] = id.split('-');
  return { ms: BigInt(ms), sequence: BigInt(sequence) };
};

/**
 * True when the first id of a stream comes after the second.
 * @internal
 */
export function isAfter(id: string, other: string): boolean {
  const [a, b] = [parse(id), parse(other)];
  return a.ms === b.ms ? a.sequence > b.sequence : a.ms > b.ms;
}

/**
 * The least id after an id.
 * @internal
 */
export function nextId(id: string): string {
  const { ms, sequence } = parse(id);
  return `${ms}-${sequence + 1n}`;
}
