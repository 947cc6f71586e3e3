import type { TextPattern } from './JobCondition';
import { excerpt, JobQueryError } from './JobQueryError';
import { JOB_QUERY_LIMITS } from './limits';
import { type Qualifier, QUALIFIERS } from './qualifiers';
import type { QueryReader } from './QueryReader';
import { VALUE_TYPES, type ValueType } from './valueTypes';

function readPattern(reader: QueryReader): TextPattern & { position: number } {
  const position = reader.position;
  if (reader.peek() === '"') {
    const text = reader.takeQuoted();
    const prefix = reader.peek() === '*';
    if (prefix) reader.take();
    reader.expectBreak(',');
    return { text, prefix, position };
  }
  const word = reader.takeUntil(',');
  const star = word.indexOf('*');
  if (star !== -1 && star !== word.length - 1) {
    throw new JobQueryError(`${excerpt(word)} has a * that is not at its end`, {
      position: position + star,
      wayOut:
        'Put * at the end for any text that begins so, or put the value in quotes to mean the character.',
    });
  }
  return { text: star === -1 ? word : word.slice(0, -1), prefix: star !== -1, position };
}

/**
 * Reads the values of a qualifier, up to the white space after them; one or more.
 * @param head - the qualifier as it was written
 * @throws JobQueryError
 * @internal
 */
export function readValues(reader: QueryReader, qualifier: Qualifier, head: string): unknown[] {
  const { type, example } = QUALIFIERS[qualifier];
  const { wildcard, expected, operators, parse }: ValueType<unknown> = VALUE_TYPES[type];
  const fail = (problem: string, position: number, wayOut: string) =>
    new JobQueryError(problem, { position, qualifier: head, wayOut });

  const values: unknown[] = [];
  for (;;) {
    const pattern = readPattern(reader);
    const { position } = pattern;
    if (pattern.text === '' && !pattern.prefix) {
      throw fail(`A value of ${head} is missing`, position, `Write it right after, as in ${example}.`);
    }
    if (pattern.prefix && !wildcard) {
      throw fail(
        `${head} takes no *`,
        position,
        'Only queue and name do; put the value in quotes to mean the character.',
      );
    }
    const value = parse({ text: pattern.text, prefix: pattern.prefix });
    if (value === undefined) {
      throw fail(`${excerpt(pattern.text)} is no value of ${head}`, position, `Write ${expected}.`);
    }
    values.push(value);
    if (values.length > JOB_QUERY_LIMITS.values) {
      throw fail(
        `${head} has too many values`,
        position,
        `At most ${JOB_QUERY_LIMITS.values} fit into one search.`,
      );
    }
    if (reader.peek() !== ',') return values;
    if (operators !== ':') {
      throw fail(`${head} takes one value`, reader.position, `Leave out what follows the comma.`);
    }
    reader.take();
  }
}
