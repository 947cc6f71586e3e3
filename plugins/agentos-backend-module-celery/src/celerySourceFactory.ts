import type { SourceFactory } from '@agentos-portal/plugin-agentos-node';
import { CelerySource } from './CelerySource';
import { readCeleryConfig } from './config';

/**
 * Makes sources of type `celery`.
 * @public
 */
export const celerySourceFactory: SourceFactory = {
  type: 'celery',
  create(context) {
    const path = context.path ?? `agentos.instances[${context.instance.id}].sources[${context.id}]`;
    return new CelerySource(context, readCeleryConfig(context.config, path));
  },
};
