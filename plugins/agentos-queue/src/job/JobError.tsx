import { PanelSection } from '@agentos-portal/plugin-agentos-react';
import { Preformatted } from './Preformatted';

/** @internal */
export interface JobErrorProps {
  error?: { type?: string | null; message: string; stack?: string };
}

/**
 * Why the job failed last; its stack is folded.
 * @internal
 */
export function JobError({ error }: JobErrorProps) {
  if (!error) return null;
  return (
    <PanelSection title="Last failure">
      <div>{[error.type, error.message].filter(Boolean).join(': ')}</div>
      {error.stack && (
        <details>
          <summary>Stack</summary>
          <Preformatted text={error.stack} label="Stack" />
        </details>
      )}
    </PanelSection>
  );
}
