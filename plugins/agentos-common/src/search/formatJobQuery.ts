import type { JobCondition, ParsedJobQuery } from './JobCondition';
import { formatText } from './quoting';
import { VALUE_TYPES, type ValueType } from './valueTypes';

function formatCondition(condition: JobCondition): string {
  // The tables tie the type of the values to that of the condition.
  const { format } = VALUE_TYPES[condition.type] as ValueType<unknown>;
  const head = condition.type === 'argument' ? `args.${condition.path}` : condition.field;
  const values =
    'values' in condition
      ? `:${condition.values.map(format).join(',')}`
      : `${condition.bound === 'from' ? '>' : '<'}${format(condition.value)}`;
  return `${condition.not ? '-' : ''}${head}${values}`;
}

/**
 * The text of a search in one way of writing: conditions, then texts. `parseJobQuery` reads it as the same search.
 * @public
 */
export const formatJobQuery = ({ conditions, text }: ParsedJobQuery): string =>
  [...conditions.map(formatCondition), ...text.map(formatText)].join(' ');
