/** @internal */
export type Fields = Record<string, unknown>;

/** The object a text holds, or undefined. @internal */
export function parseObject(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Fields)
      : undefined;
  } catch {
    return undefined;
  }
}

/** @internal */
export const isText = (value: unknown, length = 256): value is string =>
  typeof value === 'string' && value !== '' && value.length <= length;

/** @internal */
export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** @internal */
export const isAmount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;
