import { HEALTH_STATES } from '@agentos-portal/plugin-agentos-common';
import { formatAge, HealthSentence, useSection, useSectionAge } from '@agentos-portal/plugin-agentos-react';

/** Worst first; what is not known stands behind what is known to be wrong. */
const BADNESS = ['critical', 'degraded', 'unknown', 'healthy'];

/** Instances said one by one; more are counted. */
const SAID = 3;

const FALLBACK: Partial<Record<string, string>> = {
  loading: 'waiting for the first data',
  empty: 'nothing was collected yet',
  forbidden: 'you need the permission agentos.read',
};

/**
 * How each instance in view is, the worst first.
 * @internal
 */
export function HealthLines() {
  const { rows, status, error } = useSection('system');
  const ageMs = useSectionAge('system');
  const age = status === 'fresh' || ageMs === undefined ? undefined : formatAge(ageMs);
  if (rows.length === 0) {
    return (
      <HealthSentence status="unknown" reasons={[error ?? FALLBACK[status] ?? 'no instance is configured']} />
    );
  }
  const sorted = [...rows].sort(
    (a, b) =>
      BADNESS.indexOf(a.status ?? 'unknown') - BADNESS.indexOf(b.status ?? 'unknown') ||
      a.title.localeCompare(b.title),
  );
  const rest = sorted.slice(SAID);
  return (
    <div role="status" aria-label="Health">
      {sorted.slice(0, SAID).map(row => (
        <HealthSentence
          key={row.id}
          title={rows.length > 1 ? row.title : undefined}
          status={row.status ?? 'unknown'}
          reasons={row.reasons}
          age={age}
        />
      ))}
      {rest.length > 0 && (
        <div>
          {HEALTH_STATES.map(state => {
            const count = rest.filter(row => row.status === state).length;
            return count > 0 ? `${count} more ${state}. ` : '';
          })}
        </div>
      )}
    </div>
  );
}
