import { SectionFrame, useSection, useSelected } from '@agentos-portal/plugin-agentos-react';
import { styled } from '@mui/material/styles';
import { JobPanel } from '../job';
import { useQueueText } from '../page/useQueueText';
import { QueueJobs } from '../panel/QueueJobs';
import { QueueLinks } from '../panel/QueueLinks';
import { useEntityQueues } from './useEntityQueues';

const Root = styled('div')(({ theme }) => ({ fontSize: 13, color: theme.palette.text.primary }));

const List = styled('div')({ maxWidth: 900, marginBottom: 24 });

/**
 * The jobs of the queue of an entity that changed last, and the way to all of them.
 * @internal
 */
export function EntityQueueJobs() {
  const t = useQueueText();
  const { queues, name } = useEntityQueues();
  const section = useSection('jobs');
  const { selected, open, close } = useSelected('job');
  return (
    <Root>
      <SectionFrame name="jobs" title={name} section={section} empty={t('queues.entity.none')}>
        {queues.length === 0 && t('queues.entity.unknown', { name })}
        {queues.map(queue => (
          <List key={queue.id}>
            <QueueLinks queue={queue} />
            <QueueJobs queue={queue} onOpen={open} />
          </List>
        ))}
      </SectionFrame>
      {selected && <JobPanel id={selected} onClose={close} />}
    </Root>
  );
}
