import type { JobCondition } from './JobCondition';
import { excerpt, JobQueryError } from './JobQueryError';
import { isQualifier, type Qualifier, QUALIFIERS } from './qualifiers';
import type { QueryReader } from './QueryReader';
import { readValues } from './readValues';
import { suggest } from './suggest';
import { VALUE_TYPES } from './valueTypes';

const OPERATORS = ':<>';

/** The qualifier of `queue` or `args.customer.id`, in any case; a path keeps its case. */
function splitHead(head: string): { name: string; path: string | undefined } {
  const [name] = head.split('.', 1);
  return name.toLowerCase() === 'args'
    ? { name: 'args', path: head.slice(name.length + 1) }
    : { name: head.toLowerCase(), path: undefined };
}

function unknownQualifier(head: string, position: number): JobQueryError {
  const meant = suggest(head);
  const known = Object.keys(QUALIFIERS).join(', ');
  return new JobQueryError(`There is no qualifier ${excerpt(head)}`, {
    position,
    qualifier: head,
    wayOut: `${meant ? `Did you mean ${meant}, as in ${QUALIFIERS[meant].example}?` : `There are ${known}.`} To search for the text, put it in quotes.`,
  });
}

function checkPath(path: string, head: string, position: number): void {
  if (!/[",]/.test(path) && path.split('.').every(part => part !== '')) return;
  throw new JobQueryError(`${excerpt(head)} names no argument`, {
    position,
    qualifier: head,
    wayOut: `Write the path to the argument, its parts separated by dots, as in ${QUALIFIERS.args.example}.`,
  });
}

function checkOperator(operator: string, qualifier: Qualifier, head: string, position: number): void {
  const { type, example } = QUALIFIERS[qualifier];
  const { operators } = VALUE_TYPES[type];
  if (operators.includes(operator)) return;
  throw new JobQueryError(`${excerpt(head)} does not take ${operator}`, {
    position,
    qualifier: head,
    wayOut: `It takes ${operators === ':' ? 'a colon' : '> (from) or < (until, itself not included)'}, as in ${example}.`,
  });
}

/**
 * Reads one term: a qualifier with its values, or a word or quoted text.
 * @throws JobQueryError
 * @internal
 */
export function readTerm(reader: QueryReader): JobCondition | string {
  const start = reader.position;
  if (reader.peek() === '"') {
    const quoted = reader.takeQuoted();
    reader.expectBreak();
    return quoted;
  }
  const sign = reader.peek() === '-' ? reader.take() : '';
  const headAt = reader.position;
  const head = reader.takeUntil(OPERATORS);
  const operatorAt = reader.position;
  const operator = reader.atBreak() ? '' : reader.take();
  const { name, path } = splitHead(head);
  const known = isQualifier(name);
  // A word such as `TypeError:` out of a pasted message is text, and so is what begins like no name.
  const isText = operator === '' || (!known && (reader.atBreak() || !/^[A-Za-z_][\w.-]*$/.test(head)));
  if (isText) {
    const word = sign + head + operator + reader.takeUntil('');
    if (sign === '' || word === sign) return word;
    throw new JobQueryError(`${excerpt(word)} excludes nothing`, {
      position: start,
      wayOut: `Name what to leave out, as in -error:timeout. To search for the text, put it in quotes.`,
    });
  }
  if (!known) throw unknownQualifier(head, headAt);
  if (path !== undefined) checkPath(path, head, headAt);
  checkOperator(operator, name, head, operatorAt);

  const { type } = QUALIFIERS[name];
  const values = readValues(reader, name, head);
  const condition = {
    type,
    field: name,
    not: sign === '-',
    ...(path === undefined ? {} : { path }),
    ...(operator === ':' ? { values } : { bound: operator === '>' ? 'from' : 'to', value: values[0] }),
  };
  // The tables tie the type of the values to that of the qualifier.
  return condition as JobCondition;
}
