import { TextButton } from '@agentos-portal/plugin-agentos-react';
import { useEffect, useState } from 'react';
import { useJobText } from '../useJobText';

const SAID_MS = 2_000;

/** @internal */
export interface CopyButtonProps {
  /** Asked when it is pressed: a text of megabytes is not made for nothing. */
  text: () => string;
  label?: string;
  /** What is copied, for assistive technology. */
  what: string;
}

/**
 * Puts a text on the clipboard, and says so.
 * @internal
 */
export function CopyButton({ text, what, label }: CopyButtonProps) {
  const t = useJobText();
  const [said, setSaid] = useState<string>();
  useEffect(() => {
    if (!said) return undefined;
    const timer = setTimeout(() => setSaid(undefined), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = () =>
    navigator.clipboard.writeText(text()).then(
      () => setSaid(t('job.payload.copied')),
      (error: Error) => setSaid(error.message),
    );
  return (
    <>
      <TextButton aria-label={`${t('job.payload.copy')} ${what}`} onClick={copy}>
        {said ?? label ?? t('job.payload.copy')}
      </TextButton>
      <span role="status" aria-live="polite" style={{ position: 'absolute', clip: 'rect(0 0 0 0)' }}>
        {said}
      </span>
    </>
  );
}
