import type { JobRow } from '@agentos-portal/plugin-agentos-common';
import { JobState, PanelSection, ProgressBar, type JobDetail } from '@agentos-portal/plugin-agentos-react';
import { styled } from '@mui/material/styles';
import { useJobText } from '../useJobText';
import { FlowJob } from './FlowJob';
import { useFlowJobs } from './useFlowJobs';

// A tree in lists: its lines are drawn beside the items, and it is read as what it is.
const Tree = styled('ul')(({ theme }) => ({
  margin: 0,
  padding: 0,
  listStyle: 'none',
  fontSize: 13,
  '& ul': { margin: 0, padding: '0 0 0 9px', listStyle: 'none' },
  '& li': { position: 'relative', padding: '2px 0 2px 0' },
  '& ul > li': { paddingLeft: 18 },
  '& ul > li::before': {
    content: '""',
    position: 'absolute',
    left: 0,
    top: 0,
    height: 13,
    width: 12,
    borderLeft: `1px solid ${theme.palette.text.disabled}`,
    borderBottom: `1px solid ${theme.palette.text.disabled}`,
    borderBottomLeftRadius: 4,
  },
  '& ul > li:not(:last-child)::after': {
    content: '""',
    position: 'absolute',
    left: 0,
    top: 13,
    bottom: 0,
    borderLeft: `1px solid ${theme.palette.text.disabled}`,
  },
  '& small': { color: theme.palette.text.secondary, fontSize: 12 },
  '& [aria-current]': { fontWeight: 600 },
}));

const Children = styled('div')({ maxHeight: 300, overflow: 'auto' });

/** @internal */
export interface FlowGraphProps {
  job: JobRow;
  flow: NonNullable<JobDetail['flow']>;
}

/**
 * Where a job stands in its flow: its parent above, its children below, each with its state and a link.
 * @internal
 */
export function FlowGraph({ job, flow: { parent, children } }: FlowGraphProps) {
  const t = useJobText();
  const { jobs, isPending, asked, more } = useFlowJobs(parent ? [parent, ...children] : children);
  if (!parent && children.length === 0) return null;
  const shown = asked.filter(id => id !== parent);
  const known = shown.flatMap(id => jobs?.get(id) ?? []);
  const done = known.filter(({ state }) => state === 'completed').length;
  const summary = t('job.flow.summary', { done: String(done), total: String(children.length) });
  const own = (
    <li>
      <span aria-current="true">{job.name}</span> <small>{t('job.flow.thisJob')}</small>{' '}
      <JobState job={job} />
      {children.length > 0 && (
        <ul aria-label={t('job.flow.children')}>
          {shown.map(id => (
            <li key={id}>
              <FlowJob id={id} kept={jobs?.get(id)} isPending={isPending} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
  return (
    <PanelSection title={t('job.flow.title')}>
      {children.length > 0 && jobs && (
        <>
          <small>{summary}</small>
          <ProgressBar value={done / children.length} label={t('job.flow.children')} text={summary} />
        </>
      )}
      <Children>
        <Tree aria-label={t('job.flow.title')}>
          {parent ? (
            <li>
              <FlowJob id={parent} kept={jobs?.get(parent)} isPending={isPending} />
              <ul>{own}</ul>
            </li>
          ) : (
            own
          )}
        </Tree>
      </Children>
      {more > 0 && <div>{t('job.flow.more', { n: String(more) })}</div>}
    </PanelSection>
  );
}
