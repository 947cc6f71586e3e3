import { z } from 'zod';

const names = z.array(z.string().min(1).max(512)).max(200);

/**
 * Place in the log: versions compare only within an epoch.
 * @public
 */
export const positionSchema = z.object({
  epoch: z.string().max(128).nullable(),
  version: z.number().int().nonnegative(),
});

/** @public */
export type Position = z.infer<typeof positionSchema>;

/**
 * Messages a client sends, by `type`.
 * @public
 */
export const clientMessageSchemas = {
  subscribe: z.object({
    type: z.literal('subscribe'),
    rooms: names.optional(),
    sections: names.optional(),
    since: positionSchema.optional(),
  }),
  unsubscribe: z.object({
    type: z.literal('unsubscribe'),
    rooms: names.optional(),
    sections: names.optional(),
  }),
  auth: z.object({ type: z.literal('auth'), token: z.string().min(1).max(16_384) }),
  ping: z.object({ type: z.literal('ping') }),
} as const;

/** @public */
export type ClientMessage = {
  [K in keyof typeof clientMessageSchemas]: z.infer<(typeof clientMessageSchemas)[K]>;
}[keyof typeof clientMessageSchemas];
