import { PanelSection } from '@agentos-portal/plugin-agentos-react';
import { Folded } from '../Folded';
import { useJobText } from '../useJobText';
import { StackTrace } from './StackTrace';

/** @internal */
export interface JobErrorProps {
  error?: { type?: string | null; message: string; stack?: string };
  /** Whether its stack is unfolded at first. */
  isOpen?: boolean;
}

/**
 * Why the job failed last.
 * @internal
 */
export function JobError({ error, isOpen }: JobErrorProps) {
  const t = useJobText();
  if (!error) return null;
  return (
    <PanelSection title={t('job.failure.title')}>
      <div style={{ overflowWrap: 'anywhere' }}>{[error.type, error.message].filter(Boolean).join(': ')}</div>
      {error.stack && (
        <Folded summary={t('job.failure.stack')} isOpen={isOpen}>
          <StackTrace stack={error.stack} label={t('job.failure.stack')} />
        </Folded>
      )}
    </PanelSection>
  );
}
