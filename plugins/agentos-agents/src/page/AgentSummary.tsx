import { AGENT_STATUSES, type AgentRow } from '@agentos-portal/plugin-agentos-common';
import { Count, StatusBadge } from '@agentos-portal/plugin-agentos-react';

/**
 * The agents in one line.
 * @internal
 */
export function AgentSummary({ rows }: { rows: readonly AgentRow[] }) {
  return (
    <>
      <Count value={rows.length} /> {rows.length === 1 ? 'agent' : 'agents'}
      {AGENT_STATUSES.map(status => {
        const count = rows.filter(row => row.status === status).length;
        return (
          count > 0 && (
            <span key={status}>
              {' '}
              · <Count value={count} /> <StatusBadge kind="agent" status={status} />
            </span>
          )
        );
      })}
    </>
  );
}
