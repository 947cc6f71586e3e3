import { EmptyState, PanelSection, TextButton } from '@agentos-portal/plugin-agentos-react';
import ErrorIcon from '@mui/icons-material/ErrorOutline';
import LockIcon from '@mui/icons-material/LockOutlined';
import GoneIcon from '@mui/icons-material/DeleteOutline';
import { useJobText } from './useJobText';

/** @internal */
export interface JobUnreadProps {
  error: Error & { statusCode?: number };
  /** There is a row to show. */
  isListed: boolean;
  onRetry: () => void;
}

interface Look {
  title: 'job.unread.forbidden' | 'job.unread.gone' | 'job.unread.failed';
  icon: typeof ErrorIcon;
  tone: 'idle' | 'bad';
}

const LOOKS: Readonly<Record<number, Look | undefined>> = {
  403: { title: 'job.unread.forbidden', icon: LockIcon, tone: 'idle' },
  404: { title: 'job.unread.gone', icon: GoneIcon, tone: 'idle' },
};

const FAILED: Look = { title: 'job.unread.failed', icon: ErrorIcon, tone: 'bad' };

/**
 * Says why the detail of a job is not there: gone, not permitted, or not to be read now.
 * @internal
 */
export function JobUnread({ error, isListed, onRetry }: JobUnreadProps) {
  const t = useJobText();
  const { title, icon, tone } = LOOKS[error.statusCode ?? 0] ?? FAILED;
  // The client wraps what the server said.
  const said = error.cause instanceof Error ? error.cause.message : error.message;
  return (
    <PanelSection title={t('job.detail')}>
      <EmptyState icon={icon} tone={tone} title={t(title)}>
        {said.replace(/\.?$/, '.')} {isListed && t('job.unread.rowOnly')}{' '}
        {tone === 'bad' && <TextButton onClick={onRetry}>{t('job.unread.retry')}</TextButton>}
      </EmptyState>
    </PanelSection>
  );
}
