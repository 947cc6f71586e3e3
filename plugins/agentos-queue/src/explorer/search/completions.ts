import {
  describeQualifiers,
  formatQueryValue,
  QUALIFIERS,
  type Qualifier,
} from '@agentos-portal/plugin-agentos-common';

/** Values that are known of a qualifier. */
export type Vocabulary = Partial<Record<Qualifier, readonly string[]>>;

/** @internal */
export interface Completion {
  /** What takes the place of what was typed. */
  insert: string;
  label: string;
  detail?: string;
}

/** @internal */
export interface Completions {
  /** The part of the text that a completion replaces. */
  from: number;
  to: number;
  items: Completion[];
}

const SHOWN = 8;

/** Where the word at the caret begins: white space inside quotes does not end it. */
function wordStart(text: string, caret: number): number {
  let start = 0;
  let quoted = false;
  for (let index = 0; index < caret; index++) {
    const char = text[index];
    if (char === '\\' && quoted) index += 1;
    else if (char === '"') quoted = !quoted;
    else if (!quoted && /\s/.test(char)) start = index + 1;
  }
  return start;
}

/** Where the value at the end begins: commas inside quotes are part of it. */
function lastValueStart(values: string): number {
  let start = 0;
  let quoted = false;
  for (let index = 0; index < values.length; index++) {
    const char = values[index];
    if (char === '\\' && quoted) index += 1;
    else if (char === '"') quoted = !quoted;
    else if (!quoted && char === ',') start = index + 1;
  }
  return start;
}

/** Those that begin with it before those that hold it. */
function ranked<T>(items: readonly T[], typed: string, textOf: (item: T) => string): T[] {
  const wanted = typed.toLowerCase();
  const rank = (item: T) => {
    const at = textOf(item).toLowerCase().indexOf(wanted);
    return at > 0 ? 1 : at;
  };
  return items
    .filter(item => rank(item) >= 0)
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, SHOWN);
}

const TIMES = ['-15m', '-1h', '-6h', '-24h', '-7d'];
const DURATIONS = ['1s', '5s', '30s', '1m', '10m'];

/** What is offered where rows name no values. */
function fixedValues(qualifier: Qualifier): readonly string[] {
  const { type } = QUALIFIERS[qualifier];
  if (type === 'instant') return TIMES;
  return type === 'duration' ? DURATIONS : [];
}

const isRange = (qualifier: Qualifier) => ['instant', 'duration'].includes(QUALIFIERS[qualifier].type);

function qualifiersFor(typed: string): Completion[] {
  return ranked(describeQualifiers(), typed, ({ qualifier }) => qualifier).map(
    ({ qualifier, meaning, example }) => ({
      insert: qualifier === 'args' ? 'args.' : `${qualifier}${isRange(qualifier) ? '>' : ':'}`,
      label: qualifier === 'args' ? 'args.' : `${qualifier}${isRange(qualifier) ? '>' : ':'}`,
      detail: `${meaning} · ${example}`,
    }),
  );
}

/**
 * What the word at the caret may become: a qualifier, or a value of the one that stands there.
 * @internal
 */
export function completionsAt(text: string, caret: number, vocabulary: Vocabulary): Completions {
  const start = wordStart(text, caret);
  const sign = text[start] === '-' ? 1 : 0;
  const word = text.slice(start + sign, caret);
  const match = /^([A-Za-z]+)([:<>])/.exec(word);
  const qualifier = match?.[1].toLowerCase() as Qualifier | undefined;
  if (!match || !qualifier || !Object.hasOwn(QUALIFIERS, qualifier)) {
    const isWord = /^[A-Za-z]*$/.test(word);
    return { from: start + sign, to: caret, items: isWord ? qualifiersFor(word) : [] };
  }
  const values = word.slice(match[0].length);
  const valueAt = lastValueStart(values);
  const typed = values.slice(valueAt).replace(/^"/, '');
  const used = new Set(values.slice(0, valueAt).split(',').filter(Boolean));
  const known = vocabulary[qualifier] ?? fixedValues(qualifier);
  const items = ranked(
    known.filter(value => !used.has(formatQueryValue(value))),
    typed,
    value => value,
  ).map(value => ({
    insert: fixedValues(qualifier).includes(value) ? value : formatQueryValue(value),
    label: value,
  }));
  return { from: start + sign + match[0].length + valueAt, to: caret, items };
}

/**
 * The text with a completion in it, and where the caret stands then.
 * @internal
 */
export function complete(text: string, { from, to }: Completions, { insert }: Completion) {
  // A value ends its word; a qualifier and a path wait for theirs.
  const isOpen = /[:<>.]$/.test(insert);
  const after = text.slice(to);
  const space = isOpen || /^[\s,]/.test(after) ? '' : ' ';
  return { text: text.slice(0, from) + insert + space + after, caret: from + insert.length + space.length };
}
