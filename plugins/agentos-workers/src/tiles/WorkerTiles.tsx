import type { WorkerRow } from '@agentos-portal/plugin-agentos-common';
import { StatusBadge } from '@agentos-portal/plugin-agentos-react';
import { styled } from '@mui/material/styles';
import { useMemo } from 'react';
import type { CurrentJobs } from './currentJobs';
import { groupWorkers, tierCounts, type Grouping } from './groupWorkers';
import { WorkerTile } from './WorkerTile';

const Group = styled('section')(({ theme }) => ({
  marginBottom: 16,
  '& h3': {
    display: 'flex',
    alignItems: 'baseline',
    flexWrap: 'wrap',
    gap: 12,
    margin: '0 0 6px',
    fontSize: 13,
    fontWeight: 600,
    '& span': { fontSize: 12, fontWeight: 400 },
    '& > span': { color: theme.palette.text.secondary },
  },
}));

const Tiles = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fill, minmax(230px, 1fr))',
  gap: 8,
});

/** @internal */
export interface WorkerTilesProps {
  workers: readonly WorkerRow[];
  groupBy: Grouping;
  jobs: CurrentJobs;
  selected: string | undefined;
  onOpen: (worker: WorkerRow) => void;
}

/**
 * The workers as tiles in groups.
 * @internal
 */
export function WorkerTiles({
  workers,
  groupBy,
  jobs,
  selected,
  onOpen,
}: WorkerTilesProps) {
  const groups = useMemo(
    () => groupWorkers(workers, groupBy),
    [workers, groupBy],
  );
  return (
    <>
      {groups.map(group => (
        <Group key={group.name} aria-label={`${groupBy} ${group.name}`}>
          <h3>
            {group.name}
            <span>
              {group.workers.length}{' '}
              {group.workers.length === 1 ? 'worker' : 'workers'}
            </span>
            {tierCounts(group.workers)
              .filter(([tier]) => tier !== 'healthy')
              .map(([tier, count]) => (
                <span key={tier}>
                  {count} <StatusBadge kind="tier" status={tier} />
                </span>
              ))}
          </h3>
          <Tiles>
            {group.workers.map(worker => (
              <WorkerTile
                key={worker.id}
                worker={worker}
                job={jobs.get(worker.id)}
                isSelected={worker.id === selected}
                onOpen={onOpen}
              />
            ))}
          </Tiles>
        </Group>
      ))}
    </>
  );
}
