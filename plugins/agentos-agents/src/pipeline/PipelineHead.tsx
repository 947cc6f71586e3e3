import { styled } from '@mui/material/styles';
import { Count, Duration, Percent, StatusBadge } from '@agentos-portal/plugin-agentos-react';
import type { AgentGroup } from './groupAgents';

const Root = styled('header')(({ theme }) => ({
  display: 'flex',
  alignItems: 'baseline',
  flexWrap: 'wrap',
  gap: '4px 18px',
  padding: '8px 14px',
  borderBottom: `1px solid ${theme.palette.divider}`,
  fontVariantNumeric: 'tabular-nums',
  '& h3': { margin: 0, fontSize: 14, fontWeight: 600 },
  '& h3 button': {
    all: 'unset',
    cursor: 'pointer',
    '&:hover': { textDecoration: 'underline' },
    '&:focus-visible': { outline: `2px solid ${theme.palette.primary.main}` },
  },
  '& > small': { fontSize: 13, color: theme.palette.text.secondary },
}));

/** @internal */
export interface PipelineHeadProps {
  group: AgentGroup;
  onOpen: (id: string) => void;
}

/**
 * How a pipeline is as a whole.
 * @internal
 */
export function PipelineHead({ group, onOpen }: PipelineHeadProps) {
  const { pipeline, agents } = group;
  if (!pipeline) {
    return (
      <Root>
        <h3>{group.name}</h3>
      </Root>
    );
  }
  const bottleneck = agents.find(({ id }) => id === pipeline.bottleneck);
  return (
    <Root>
      <h3>
        <button type="button" onClick={() => onOpen(pipeline.id)}>
          {pipeline.name}
        </button>
      </h3>
      {pipeline.status && <StatusBadge kind="health" status={pipeline.status} reasons={pipeline.reasons} />}
      <small title="Jobs its last agent finished per minute over 15 minutes">
        <Count value={pipeline.throughputPerMinute} /> per min
      </small>
      <small title="Product of the success rates of its agents">
        <Percent value={pipeline.successRate} /> success
      </small>
      <small title="Sum of the 95th percentiles of its agents">
        <Duration value={pipeline.p95Ms} /> p95
      </small>
      {bottleneck && <small>bottleneck {bottleneck.name}</small>}
    </Root>
  );
}
