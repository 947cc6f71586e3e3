import type { AgentRow } from '@agentos-portal/plugin-agentos-common';
import { styled } from '@mui/material/styles';
import { AgentNode } from './AgentNode';
import type { AgentGroup } from './groupAgents';
import { PipelineHead } from './PipelineHead';

const Root = styled('section')(({ theme }) => ({
  marginBottom: 12,
  border: `1px solid ${theme.palette.divider}`,
  borderRadius: 4,
  backgroundColor: theme.palette.background.paper,
}));

/** Length of the line between two nodes, px. */
const GAP = 26;

const Nodes = styled('ol')(({ theme }) => ({
  listStyle: 'none',
  display: 'flex',
  flexWrap: 'wrap',
  rowGap: 10,
  margin: 0,
  padding: '12px 14px 14px',
  '& > li + li': { marginLeft: GAP },
  '&[data-connected] > li + li::before': {
    content: '""',
    position: 'absolute',
    top: 20,
    left: -GAP,
    width: GAP - 5,
    borderTop: `1.5px solid ${theme.palette.text.disabled}`,
  },
  '&[data-connected] > li + li::after': {
    content: '""',
    position: 'absolute',
    top: 16,
    left: -8,
    borderLeft: `7px solid ${theme.palette.text.disabled}`,
    borderTop: '5px solid transparent',
    borderBottom: '5px solid transparent',
  },
}));

/** @internal */
export interface PipelineFlowProps {
  group: AgentGroup;
  selected: string | undefined;
  onOpen: (agent: AgentRow) => void;
  onOpenPipeline: (id: string) => void;
}

/**
 * A pipeline: how it is as a whole, and its agents in the order the work passes them.
 * @internal
 */
export function PipelineFlow({ group, selected, onOpen, onOpenPipeline }: PipelineFlowProps) {
  return (
    <Root aria-label={`Pipeline ${group.name}`}>
      <PipelineHead group={group} onOpen={onOpenPipeline} />
      <Nodes data-connected={group.pipeline !== undefined || undefined}>
        {group.agents.map(agent => (
          <AgentNode
            key={agent.id}
            agent={agent}
            isBottleneck={group.pipeline?.bottleneck === agent.id}
            isSelected={agent.id === selected}
            onOpen={onOpen}
          />
        ))}
      </Nodes>
      {group.agents.length === 0 && <p style={{ margin: '0 14px 14px' }}>It has no agents.</p>}
    </Root>
  );
}
