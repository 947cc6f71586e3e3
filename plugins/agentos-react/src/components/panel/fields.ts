import { SECTIONS, type SectionName } from '@agentos-portal/plugin-agentos-common';

/**
 * A field of a row, as the model describes it.
 * @internal
 */
export interface FieldInfo {
  key: string;
  label: string;
  description: string;
  unit?: string;
  /** Who gives the value: the engine computes it, or the source reports it. */
  from: 'source' | 'engine';
}

/** Words that the name of a field does not give by itself. */
const LABELS: Record<string, string> = {
  cpuPercent: 'CPU',
  memoryBytes: 'memory',
  sourceId: 'id in its engine',
  entityRef: 'catalog entity',
  everyMs: 'every',
};

/**
 * The name of a field in words: units and `At` are said by the value.
 * @internal
 */
export function fieldLabel(key: string): string {
  if (Object.hasOwn(LABELS, key)) return LABELS[key];
  return key
    .replace(/(Ms|Bytes|Percent|At)$/, '')
    .replace(/PerMinute$/, '')
    .replace(/([a-z])([A-Z0-9])/g, '$1 $2')
    .replace(/([0-9])([A-Z])/g, '$1 $2')
    .toLowerCase();
}

/**
 * Every field of the rows of a section but its id, in the order of the model.
 * @internal
 */
export function fieldsOf(section: SectionName): FieldInfo[] {
  return Object.entries(SECTIONS[section].fields.shape)
    .filter(([key]) => key !== 'id')
    .map(([key, schema]) => {
      const note = schema.meta() ?? {};
      return {
        key,
        label: fieldLabel(key),
        description: note.description ?? '',
        unit: note.unit as string | undefined,
        from: note.from === 'engine' ? 'engine' : 'source',
      };
    });
}
