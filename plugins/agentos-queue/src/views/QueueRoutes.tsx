import { PageFrame, SectionSkeleton } from '@agentos-portal/plugin-agentos-react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { queueTranslationRef } from '../translation';
import { QueueViews } from './QueueViews';

const QueuePage = lazy(() => import('../page').then(module => ({ default: module.QueuePage })));
const JobsPage = lazy(() => import('../explorer').then(module => ({ default: module.JobsPage })));
const JobPage = lazy(() => import('../job').then(module => ({ default: module.JobPage })));

const SchedulesPage = lazy(() => import('../schedules').then(module => ({ default: module.SchedulesPage })));

/**
 * What stands where below `/agentos/queue`. Each view is loaded when it is first opened.
 * @internal
 */
export function QueueRoutes() {
  const { t } = useTranslationRef(queueTranslationRef);
  return (
    <PageFrame label="Queue">
      <QueueViews />
      <Suspense fallback={<SectionSkeleton label={t('views.loading')} />}>
        <Routes>
          <Route path="/" element={<QueuePage />} />
          <Route path="/jobs" element={<JobsPage />} />
          <Route path="/schedules" element={<SchedulesPage />} />
          <Route path="/jobs/:id" element={<JobPage />} />
        </Routes>
      </Suspense>
    </PageFrame>
  );
}
