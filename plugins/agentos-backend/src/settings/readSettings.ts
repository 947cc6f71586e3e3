import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { z } from 'zod';
import { type Settings, settingsSchema } from './schema';

const pathOf = (path: PropertyKey[]) =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : `${text}.${String(part)}`),
    'agentos',
  );

/**
 * The expectation in words; values are never echoed, they may be secrets.
 * @internal
 */
export const describeIssues = (error: z.ZodError, prefix = pathOf) =>
  error.issues.map(issue => `${prefix(issue.path)}: ${issue.message}`).join('; ');

const duplicates = (ids: string[]) => ids.filter((id, index) => ids.indexOf(id) !== index);

/**
 * Reads and checks `agentos` of app-config.
 * @throws InputError that names each wrong field and what was expected
 * @internal
 */
export function readSettings(config: Config): Settings {
  const parsed = settingsSchema.safeParse(config.getOptional('agentos') ?? {});
  if (!parsed.success) {
    throw new InputError(`Invalid configuration: ${describeIssues(parsed.error)}`);
  }
  const { instances } = parsed.data;
  const uniques: Array<[string, string[]]> = [
    ['agentos.instances[].id', instances.map(instance => instance.id)],
    [
      'agentos.instances[].sources[].id',
      instances.flatMap(instance => instance.sources.map(source => source.id)),
    ],
    [
      'agentos.instances[].agents[].id',
      instances.flatMap(instance => instance.agents.map(agent => agent.id)),
    ],
    [
      'agentos.instances[].pipelines[].id',
      instances.flatMap(instance => instance.pipelines.map(pipeline => pipeline.id)),
    ],
  ];
  for (const [field, ids] of uniques) {
    const [repeated] = duplicates(ids);
    if (repeated !== undefined) {
      throw new InputError(
        `Invalid configuration: ${field}: '${repeated}' occurs twice, ids are unique over all instances`,
      );
    }
  }
  for (const [index, instance] of instances.entries()) {
    const known = new Set(instance.pipelines.map(pipeline => pipeline.id));
    for (const [position, agent] of instance.agents.entries()) {
      if (agent.pipeline !== undefined && known.size > 0 && !known.has(agent.pipeline)) {
        throw new InputError(
          `Invalid configuration: agentos.instances[${index}].agents[${position}].pipeline: '${agent.pipeline}' is not one of agentos.instances[${index}].pipelines`,
        );
      }
    }
  }
  return parsed.data;
}
