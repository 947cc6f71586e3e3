import type { AgentRow } from '@agentos-portal/plugin-agentos-common';
import {
  DataTable,
  FilterBox,
  matches,
  PageFrame,
  SectionFrame,
  useSection,
  useSelected,
  useUrlParam,
} from '@agentos-portal/plugin-agentos-react';
import { useCallback, useMemo } from 'react';
import { AgentPanel, PipelinePanel } from '../panel';
import { groupAgents, PipelineFlow } from '../pipeline';
import { AGENT_COLUMNS } from './agentColumns';
import { AgentSummary } from './AgentSummary';

const keyOf = (row: AgentRow) => row.id;

/**
 * Every agent, live: in its place in its pipeline, then in a table. What is sorted, filtered and open is in the URL.
 * @internal
 */
export function AgentsPage() {
  const section = useSection('agents');
  const { rows: pipelines } = useSection('pipelines');
  const [filter, setFilter] = useUrlParam('q');
  const { selected, open, close } = useSelected();
  const pipeline = useSelected('pipeline');
  const groups = useMemo(() => groupAgents(section.rows, pipelines), [section.rows, pipelines]);
  const rows = useMemo(
    () =>
      section.rows.filter(row =>
        matches(filter, [row.name, row.status, row.pipeline, row.queue, row.instance, ...row.taskNames]),
      ),
    [section.rows, filter],
  );
  const onOpen = useCallback((row: AgentRow) => open(row.id), [open]);
  return (
    <PageFrame label="Agents">
      <SectionFrame
        name="agents"
        title="Agents"
        section={section}
        summary={<AgentSummary rows={section.rows} />}
        empty={
          <>
            Name them under <code>agentos.instances[].agents</code> in app-config: an id, a title, a queue and
            the task names it runs.
          </>
        }
      >
        {groups.map(group => (
          <PipelineFlow
            key={group.id}
            group={group}
            selected={selected}
            onOpen={onOpen}
            onOpenPipeline={pipeline.open}
          />
        ))}
        <div style={{ height: 8 }} />
        <DataTable
          label="Agents"
          rows={rows}
          keyOf={keyOf}
          columns={AGENT_COLUMNS}
          defaultSort="status"
          filter={filter}
          toolbar={<FilterBox label="Filter agents" value={filter} onChange={setFilter} />}
          selectedKey={selected}
          onOpen={onOpen}
          shortcuts
          empty="No agent matches the filter."
        />
      </SectionFrame>
      {selected && <AgentPanel id={selected} onClose={close} />}
      {!selected && pipeline.selected && <PipelinePanel id={pipeline.selected} onClose={pipeline.close} />}
    </PageFrame>
  );
}
