import { EmptyState, PanelSection } from '@agentos-portal/plugin-agentos-react';
import ErrorIcon from '@mui/icons-material/ErrorOutline';

/** @internal */
export interface JobUnreadProps {
  error: Error & { statusCode?: number };
  /** The list still has the job. */
  isListed: boolean;
}

/**
 * Says why the detail of a job is not there: gone, or not to be read now.
 * @internal
 */
export function JobUnread({ error, isListed }: JobUnreadProps) {
  const isGone = error.statusCode === 404;
  // The client wraps what the server said.
  const said = error.cause instanceof Error ? error.cause.message : error.message;
  return (
    <PanelSection title="Detail">
      <EmptyState
        icon={ErrorIcon}
        tone={isGone ? 'idle' : 'bad'}
        title={isGone ? 'Its engine no longer keeps this job' : 'The detail could not be read'}
      >
        {said}
        {isListed && ' What follows is the row of the list.'}
      </EmptyState>
    </PanelSection>
  );
}
