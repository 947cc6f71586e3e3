import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { queueTranslationRef } from '../translation';

/**
 * The words of queues in the language of the portal.
 * @internal
 */
export const useQueueText = () => useTranslationRef(queueTranslationRef).t;

/** @internal */
export type QueueText = ReturnType<typeof useQueueText>;
