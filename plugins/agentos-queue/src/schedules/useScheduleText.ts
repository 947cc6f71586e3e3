import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { queueTranslationRef } from '../translation';

/**
 * The words of this folder in the language of the portal.
 * @internal
 */
export const useScheduleText = () => useTranslationRef(queueTranslationRef).t;

/** @internal */
export type ScheduleText = ReturnType<typeof useScheduleText>;
