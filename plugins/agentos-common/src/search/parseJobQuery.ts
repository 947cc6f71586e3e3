import type { ParsedJobQuery } from './JobCondition';
import { JobQueryError } from './JobQueryError';
import { JOB_QUERY_LIMITS } from './limits';
import { QueryReader } from './QueryReader';
import { readTerm } from './readTerm';

/**
 * Reads a job search such as `queue:embed -state:completed created>-2h "connection refused"`. Values are plain text: nothing in
 * them means anything but `*` at the end of an unquoted queue or name. The grammar is in docs/search.md.
 * @throws JobQueryError, an InputError, that says what is wrong, where, and what to write instead
 * @public
 */
export function parseJobQuery(text: string): ParsedJobQuery {
  const { characters, conditions } = JOB_QUERY_LIMITS;
  if (text.length > characters) {
    throw new JobQueryError(`The search has ${text.length} characters`, {
      position: characters,
      wayOut: `At most ${characters} are read.`,
    });
  }
  const query: ParsedJobQuery = { conditions: [], text: [] };
  const reader = new QueryReader(text);
  for (reader.skipSpace(); reader.peek() !== ''; reader.skipSpace()) {
    const position = reader.position;
    const term = readTerm(reader);
    if (typeof term === 'string') query.text.push(term);
    else query.conditions.push(term);
    if (query.conditions.length + query.text.length > conditions) {
      throw new JobQueryError(`The search has more than ${conditions} conditions and words`, {
        position,
        wayOut: 'Put a text of several words in quotes, and write several values of a qualifier with commas.',
      });
    }
  }
  return query;
}
