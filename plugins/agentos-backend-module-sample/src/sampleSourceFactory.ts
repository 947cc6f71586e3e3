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
    const path = context.path ?? 'agentos.instances[].sources[]';
    const config = readSampleConfig(context.config, `${path} (id '${context.id}')`);
    return new SampleSource(context, config);
  },
};
