import { EmptyState, PanelSection } from '@agentos-portal/plugin-agentos-react';
import GoneIcon from '@mui/icons-material/DeleteOutline';
import { useJobText } from './useJobText';

/**
 * Says that only what the portal has kept of a job is left.
 * @internal
 */
export function JobGone() {
  const t = useJobText();
  return (
    <PanelSection title={t('job.detail')}>
      <EmptyState icon={GoneIcon} title={t('job.unread.gone')}>
        {t('job.unread.kept')}
      </EmptyState>
    </PanelSection>
  );
}
