import { z } from 'zod';
import { rowStampSchema, SECTIONS, type SectionDefinition } from './sections';

interface Schema {
  type?: string | string[];
  anyOf?: Schema[];
  enum?: unknown[];
  items?: Schema;
  properties?: Record<string, Schema>;
  description?: string;
  unit?: string;
  from?: string;
  format?: string;
}

function typeOf(schema: Schema): string {
  if (schema.enum) return schema.enum.map(value => `\`${value}\``).join(' ');
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' or ');
  if (schema.items) return `list of ${typeOf(schema.items)}`;
  if (schema.properties) {
    const fields = Object.entries(schema.properties).map(([name, field]) => `${name}: ${typeOf(field)}`);
    return `{${fields.join(', ')}}`;
  }
  if (schema.format === 'date-time') return 'instant';
  return Array.isArray(schema.type) ? schema.type.join(' or ') : (schema.type ?? 'any');
}

const line = (cells: string[]) => `| ${cells.map(cell => cell.replace(/\|/g, '\\|')).join(' | ')} |`;

/**
 * The field table of a section as Markdown: name, type, unit, who gives it, what it says.
 * @public
 */
export function renderFieldTable(name: string, definition: SectionDefinition): string {
  const schema = z.toJSONSchema(definition.fields.extend(rowStampSchema.shape), { io: 'output' }) as Schema;
  const stamp = new Set(['source', 'instance', 'rev']);
  const rows = Object.entries(schema.properties ?? {}).map(([field, value]) =>
    line([
      `\`${field}\``,
      typeOf(value),
      value.unit ?? '',
      stamp.has(field) || definition.derivedFrom ? 'engine' : (value.from ?? 'source'),
      value.description ?? '',
    ]),
  );
  const inputs = definition.derivedFrom ? `, derived from ${definition.derivedFrom.join(', ')}` : '';
  return [
    `## ${name}`,
    '',
    `${definition.description}${inputs}. Permission: \`${definition.permission.name}\`.`,
    '',
    line(['field', 'type', 'unit', 'given by', 'meaning']),
    line(['---', '---', '---', '---', '---']),
    ...rows,
    '',
  ].join('\n');
}

/**
 * The field tables of all built-in sections.
 * @public
 */
export const renderFieldTables = () =>
  [
    '# The model',
    '',
    'Every section of the SSOT and every field of its rows. `null` = not measured. Instants are ISO 8601 in UTC.',
    'A field given by the engine is computed from the others; a value that a source gives for it is kept.',
    'This page is made from the schemas in `plugins/agentos-common/src/model` and tested against them.',
    '',
    ...Object.entries(SECTIONS).map(([name, definition]) =>
      renderFieldTable(name, definition as SectionDefinition),
    ),
  ].join('\n');
