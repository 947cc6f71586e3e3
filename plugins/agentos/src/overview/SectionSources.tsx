import type { SectionName } from '@agentos-portal/plugin-agentos-common';
import { formatAge, StatusBadge, useSection, useSectionAge } from '@agentos-portal/plugin-agentos-react';
import { styled } from '@mui/material/styles';
import { sourceAgeMs } from './sourceAge';

const Source = styled('span')(({ theme }) => ({
  '& small': { fontSize: 12, color: theme.palette.text.secondary },
}));

/**
 * A section and its sources: how each is, since when, and its error. A section that the engine computes has no source of its own.
 * @internal
 */
export function SectionSources({ name }: { name: SectionName }) {
  const section = useSection(name);
  const ageMs = useSectionAge(name);
  const sources = Object.entries(section.sources).map(([id, state]) => ({
    id,
    ...state,
    ageMs: sourceAgeMs(state, section.collectedAt, ageMs),
  }));
  const lines =
    sources.length > 0 ? sources : [{ id: 'engine', status: section.status, error: section.error, ageMs }];
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {lines.map(line => (
          <Source key={line.id}>
            {line.id} <StatusBadge kind="section" status={line.status} />{' '}
            <small>
              {line.ageMs !== undefined && formatAge(line.ageMs)}
              {line.error && ` · ${line.error}`}
            </small>
          </Source>
        ))}
      </dd>
    </>
  );
}
