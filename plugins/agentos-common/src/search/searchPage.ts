import { describeQualifiers } from './describeQualifiers';
import { JOB_QUERY_LIMITS } from './limits';

const line = (cells: string[]) => `| ${cells.join(' | ')} |`;

/**
 * The page on the job search, as Markdown.
 * @internal
 */
export const renderSearchPage = (): string =>
  [
    '# Searching jobs',
    '',
    'What the search box and the parameter `q` take: qualifiers and text, separated by spaces. A job is found when all of them hold.',
    'This page is made from the table in `plugins/agentos-common/src/search` and tested against it.',
    '',
    '```',
    'queue:embed,ocr state:failed -agent:classifier created>-2h "connection refused"',
    '```',
    '',
    line(['qualifier', 'value', 'example', 'meaning']),
    line(['---', '---', '---', '---']),
    ...describeQualifiers().map(({ syntax, type, example, meaning }) =>
      line([
        syntax
          .split(' ')
          .map(part => `\`${part}\``)
          .join(' '),
        type,
        `\`${example}\``,
        meaning,
      ]),
    ),
    '',
    '| written | means |',
    '| --- | --- |',
    '| `state:failed,lost` | one of them |',
    '| `-state:failed,lost` | none of them; a job of which the value is not measured is found too |',
    '| `created>2026-01-01 created<2026-02-01` | in January: `>` includes the value itself, `<` does not |',
    '| `name:classify.*` | begins with `classify.`; `*` stands at the end only, and only in `queue` and `name` |',
    '| `queue:*` | has a queue, `-queue:*` has none |',
    '| `queue:"my queue"` | a value with spaces, commas or quotes in quotes; `\\"` is a quote and `\\\\` a backslash in it |',
    '| `name:"2 * 3"` | inside quotes `*` is a character; after them, as in `name:"2 *"*`, it is any text |',
    '| `timeout embed` | both words occur, in any order |',
    '| `"connection refused"` | the words as they stand |',
    '| `"-1"` `"http://localhost"` | text that begins with `-` or looks like a qualifier stands in quotes |',
    '',
    'Names of qualifiers and states may be written in capitals. There is no OR between qualifiers, and no regular expression.',
    `At most ${JOB_QUERY_LIMITS.characters} characters, ${JOB_QUERY_LIMITS.conditions} qualifiers and words, and ${JOB_QUERY_LIMITS.values} values of one qualifier.`,
    'What cannot be read is refused with the character it begins at, the qualifier and what to write instead.',
    '',
    'Arguments are found at the paths of `agentos.search.args`: texts, numbers with every digit, `true` and `false`, compared as a whole up to 256 characters.',
    'Of a Celery task the arguments are `args` and `kwargs`: `args.args.0:doc-7` and `args.kwargs.document:doc-7`.',
    'What `agentos.redact` hides is not found. Searching them needs the permission `agentos.payload.read`.',
    '',
    'A search that takes longer than 2 s is stopped. Its answer says `partial: true`: the jobs found so far, a total that is a lower bound, and a cursor',
    'with which the next page goes on from where it stopped. Without a cursor nothing could be looked at in time: search again, or for less.',
    '',
  ].join('\n');
