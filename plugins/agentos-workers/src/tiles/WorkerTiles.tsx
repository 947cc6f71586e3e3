import type { WorkerRow } from '@agentos-portal/plugin-agentos-common';
import { formatCount, StatusBadge } from '@agentos-portal/plugin-agentos-react';
import { styled } from '@mui/material/styles';
import { useMemo } from 'react';
import type { CurrentJobs } from './currentJobs';
import { groupWorkers, tierCounts, worst, type Grouping } from './groupWorkers';
import { WorkerTile } from './WorkerTile';

const Groups = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  gap: '16px 20px',
});

const Group = styled('section')(({ theme }) => ({
  maxWidth: '100%',
  '& h3': {
    display: 'flex',
    alignItems: 'baseline',
    flexWrap: 'wrap',
    gap: 12,
    minHeight: 20,
    margin: '0 0 6px',
    fontSize: 13,
    fontWeight: 600,
    '& small': {
      fontSize: 12,
      fontWeight: 400,
      color: theme.palette.text.secondary,
    },
  },
}));

const Tiles = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  gap: 8,
  '& > article': { width: 216, boxSizing: 'border-box' },
});

/** More tiles are no overview, and slow the page. */
const SHOWN = 300;

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
export function WorkerTiles({ workers, groupBy, jobs, selected, onOpen }: WorkerTilesProps) {
  const shown = useMemo(() => worst(workers, SHOWN), [workers]);
  const groups = useMemo(() => groupWorkers(shown, groupBy), [shown, groupBy]);
  return (
    <>
      {shown.length < workers.length && (
        <p>
          The worst {SHOWN} of {formatCount(workers.length)} workers. The filter narrows them, the table shows
          all.
        </p>
      )}
      <Groups>
        {groups.map(group => (
          <Group key={group.name} aria-label={`${groupBy} ${group.name}`}>
            <h3>
              {group.name}
              <small>
                {group.workers.length} {group.workers.length === 1 ? 'worker' : 'workers'}
              </small>
              {tierCounts(group.workers)
                .filter(([tier]) => tier !== 'healthy')
                .map(([tier, count]) => (
                  <small key={tier}>
                    {count} <StatusBadge kind="tier" status={tier} />
                  </small>
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
      </Groups>
    </>
  );
}
