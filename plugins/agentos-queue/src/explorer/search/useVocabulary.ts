import { JOB_STATES, type Row, type SectionName } from '@agentos-portal/plugin-agentos-common';
import { centralDataApiRef } from '@agentos-portal/plugin-agentos-react';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect } from 'react';
import type { Vocabulary } from './completions';

/** Where the values of a qualifier are seen. */
const SOURCES: ReadonlyArray<[keyof Vocabulary, SectionName, field: string]> = [
  ['queue', 'queues', 'name'],
  ['agent', 'agents', 'id'],
  ['pipeline', 'pipelines', 'id'],
  ['worker', 'workers', 'id'],
  ['instance', 'system', 'id'],
  ['name', 'agents', 'taskNames'],
  ['name', 'jobs', 'name'],
  ['user', 'jobs', 'user'],
  ['source', 'queues', 'source'],
  ['error', 'jobs', 'error'],
];

const textsOf = (row: Row, field: string): string[] => {
  const value = field === 'error' ? (row.error as { type?: string | null } | null)?.type : row[field];
  return (Array.isArray(value) ? value : [value]).filter((text): text is string => typeof text === 'string');
};

/**
 * Values seen in the SSOT, for completion. They are looked up when they are asked for: nothing renders when rows change.
 * @internal
 */
export function useVocabulary(): () => Vocabulary {
  const data = useApi(centralDataApiRef);
  useEffect(() => {
    const sections = new Set(SOURCES.map(([, section]) => section));
    const releases = Array.from(sections, section => data.subscribeSection(section, () => {}));
    return () => releases.forEach(release => release());
  }, [data]);
  return useCallback(() => {
    const found = new Map<keyof Vocabulary, Set<string>>();
    for (const [qualifier, section, field] of SOURCES) {
      const values = found.get(qualifier) ?? new Set<string>();
      found.set(qualifier, values);
      data.getSection(section).rows.forEach(row => textsOf(row, field).forEach(text => values.add(text)));
    }
    const known = Array.from(found, ([qualifier, values]) => [qualifier, Array.from(values).sort()]);
    return { ...Object.fromEntries(known), state: JOB_STATES };
  }, [data]);
}
