import { ExactNumber, type ExactJson } from './ExactNumber';

type Given = ExactJson | undefined;

const partsOf = (value: object): Given[] => (Array.isArray(value) ? value : Object.values(value));

/**
 * Whether a value holds a number that `JSON.stringify` would write in another way.
 * @public
 */
export function hasExactNumbers(value: Given): boolean {
  if (value === null || typeof value !== 'object') return false;
  return value instanceof ExactNumber || partsOf(value).some(hasExactNumbers);
}

function write(value: Given, indent: string, margin: string): string {
  if (value instanceof ExactNumber) return value.text;
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  const isArray = Array.isArray(value);
  const inner = margin + indent;
  const parts = isArray
    ? value.map(item => write(item, indent, inner))
    : Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => `${JSON.stringify(key)}:${indent && ' '}${write(item, indent, inner)}`);
  const [open, close] = isArray ? '[]' : '{}';
  if (parts.length === 0) return open + close;
  if (!indent) return open + parts.join(',') + close;
  return `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${margin}${close}`;
}

/**
 * Writes a JSON text with every digit; `parseExactJson` reads it as the same value.
 * @param indent - spaces a level; 0 writes one line
 * @public
 */
export const formatExactJson = (value: ExactJson, indent = 0): string =>
  hasExactNumbers(value) ? write(value, ' '.repeat(indent), '') : JSON.stringify(value, undefined, indent);
