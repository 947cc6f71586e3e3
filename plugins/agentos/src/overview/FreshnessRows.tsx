import type { SectionName } from '@agentos-portal/plugin-agentos-common';
import {
  Count,
  formatAge,
  NotMeasured,
  StatusBadge,
  useSection,
  useSectionAge,
} from '@agentos-portal/plugin-agentos-react';
import { sourceAgeMs } from './sourceAge';

/**
 * A line for each source of a section; a section without sources has one of its own.
 * @internal
 */
export function FreshnessRows({ name }: { name: SectionName }) {
  const section = useSection(name);
  const ageMs = useSectionAge(name);
  const sources = Object.entries(section.sources);
  const lines =
    sources.length > 0
      ? sources.map(([id, state]) => ({
          id,
          ...state,
          ageMs: sourceAgeMs(state, section.collectedAt, ageMs),
          rowCount: section.rows.filter(({ source }) => source === id).length,
        }))
      : [
          {
            id: '',
            status: section.status,
            error: section.error,
            ageMs,
            rowCount: section.rowCount,
          },
        ];
  return (
    <>
      {lines.map((line, index) => (
        <tr key={line.id}>
          <th scope="row">{index === 0 ? name : ''}</th>
          <td>{line.id || 'engine'}</td>
          <td>
            <StatusBadge kind="section" status={line.status} />
          </td>
          <td data-align="end">
            {line.ageMs === undefined ? (
              <NotMeasured />
            ) : (
              `${formatAge(line.ageMs)} ago`
            )}
          </td>
          <td data-align="end">
            <Count value={line.rowCount} />
          </td>
          <td title={line.error}>{line.error}</td>
        </tr>
      ))}
    </>
  );
}
