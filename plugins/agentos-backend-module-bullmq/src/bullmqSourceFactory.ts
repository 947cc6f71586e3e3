import type { SourceFactory } from '@agentos-portal/plugin-agentos-node';
import { BullmqSource } from './BullmqSource';
import { readBullmqConfig } from './config';

/**
 * Makes sources of type `bullmq`.
 * @public
 */
export const bullmqSourceFactory: SourceFactory = {
  type: 'bullmq',
  create(context) {
    const path = context.path ?? `agentos.instances[${context.instance.id}].sources[${context.id}]`;
    return new BullmqSource(context, readBullmqConfig(context.config, path));
  },
};
