import type { SourceFactory } from '@agentos-portal/plugin-agentos-node';
import { readSampleConfig } from './config';
import { SampleSource } from './SampleSource';

/**
 * Makes sources of type `sample`.
 * @public
 */
export const sampleSourceFactory: SourceFactory = {
  type: 'sample',
  create(context) {
    const path = context.path ?? `agentos.instances[${context.instance.id}].sources[${context.id}]`;
    return new SampleSource(context, readSampleConfig(context.config, path));
  },
};
