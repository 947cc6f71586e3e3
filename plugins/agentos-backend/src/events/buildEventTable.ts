import { ROOMS } from '@agentos-portal/plugin-agentos-common';
import type { EventDefinition } from '@agentos-portal/plugin-agentos-node';
import { InputError } from '@backstage/errors';
import { z } from 'zod';
import type { Settings } from '../settings';
import { foundingDefinitions } from './eventTable';

const FIELD = { string: z.string().max(2000), number: z.number(), boolean: z.boolean() };

const RESERVED = new Set(['welcome', 'subscribed', 'initial_data', 'delta', 'dropped', 'error', 'pong']);

const fromConfig = (events: Settings['events']): EventDefinition[] =>
  Object.entries(events).map(([name, row]) => ({
    name,
    sections: row.sections,
    websocket: row.websocket,
    actions: row.actions,
    priority: row.priority,
    ttl: row.ttl,
    payload: z.object({
      userId: FIELD.string.optional(),
      user_id: FIELD.string.optional(),
      ...Object.fromEntries(
        Object.entries(row.payload).map(([field, type]) => [field, FIELD[type].optional()]),
      ),
    }),
  }));

/**
 * The event table in force: founding rows, rows of modules, rows of app-config.
 * @throws InputError that names the row and field when a section, room or wire name cannot be, or a name occurs twice
 * @internal
 */
export function buildEventTable(options: {
  modules: EventDefinition[];
  config: Settings['events'];
  sections: ReadonlySet<string>;
}): Map<string, EventDefinition> {
  const table = new Map<string, EventDefinition>();
  for (const row of [...foundingDefinitions(), ...options.modules, ...fromConfig(options.config)]) {
    const where = `agentos.events['${row.name}']`;
    if (table.has(row.name))
      throw new InputError(`Invalid event table: ${where}: the event has a row already`);
    const unknown = row.sections.find(section => !options.sections.has(section));
    if (unknown !== undefined)
      throw new InputError(`Invalid event table: ${where}.sections: unknown section '${unknown}'`);
    if (row.websocket && RESERVED.has(row.websocket.event)) {
      throw new InputError(
        `Invalid event table: ${where}.websocket.event: '${row.websocket.event}' is a message of the protocol`,
      );
    }
    for (const room of row.websocket?.rooms ?? []) {
      const template = /^user:\{(\w+)\}$/.exec(room);
      if (!template && !(ROOMS as readonly string[]).includes(room)) {
        throw new InputError(
          `Invalid event table: ${where}.websocket.rooms: unknown room '${room}', use one of ${ROOMS.join(', ')} or user:{userId}`,
        );
      }
      if (template && !(template[1] in row.payload.shape)) {
        throw new InputError(
          `Invalid event table: ${where}.websocket.rooms: '${room}' names no field of the payload`,
        );
      }
    }
    table.set(row.name, row);
  }
  return table;
}
