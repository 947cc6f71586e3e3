import { z } from 'zod';

/** Who gives a field its value. */
type FieldOrigin = 'source' | 'engine';

/** What the field tables say about a field. */
interface FieldNote {
  description: string;
  unit?: string;
  from?: FieldOrigin;
}

/**
 * A field that its source must give.
 * @internal
 */
export const given = <T extends z.ZodType>(schema: T, description: string, unit?: string): T =>
  schema.meta({ description, unit, from: 'source' } satisfies FieldNote) as T;

/**
 * A field that is `null` (not measured) unless its source gives it.
 * @internal
 */
export const measured = <T extends z.ZodType>(schema: T, description: string, unit?: string) =>
  schema
    .nullable()
    .default(null as never)
    .meta({ description, unit, from: 'source' } satisfies FieldNote);

/**
 * A field the engine computes; a source that knows better may give it.
 * @internal
 */
export const derived = <T extends z.ZodType>(schema: T, description: string, unit?: string) =>
  schema
    .nullable()
    .default(null as never)
    .meta({ description, unit, from: 'engine' } satisfies FieldNote);

/**
 * A list the engine computes, empty by default.
 * @internal
 */
export const derivedList = <T extends z.ZodType>(item: T, description: string) =>
  z
    .array(item)
    .default([] as never)
    .meta({ description, from: 'engine' } satisfies FieldNote);

/**
 * A list from the source, empty by default.
 * @internal
 */
export const list = <T extends z.ZodType>(item: T, description: string) =>
  z
    .array(item)
    .default([] as never)
    .meta({ description, from: 'source' } satisfies FieldNote);

/**
 * ISO 8601 instant in UTC.
 * @internal
 */
export const instant = z.iso.datetime();

/**
 * A count or an amount that cannot be negative.
 * @internal
 */
export const count = z.number().int().nonnegative();

/**
 * A duration or a measure that cannot be negative.
 * @internal
 */
export const amount = z.number().nonnegative();

/**
 * A share from 0 to 1.
 * @internal
 */
export const share = z.number().min(0).max(1);

/**
 * A score from 0 to 100.
 * @internal
 */
export const score = z.number().min(0).max(100);
