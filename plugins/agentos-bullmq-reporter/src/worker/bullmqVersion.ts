import { createRequire } from 'node:module';

/**
 * Version of the bullmq that is installed; undefined when the process is bundled without it.
 * @internal
 */
export function bullmqVersion(): string | undefined {
  try {
    return createRequire(__filename)('bullmq/package.json').version;
  } catch {
    return undefined;
  }
}
