import { type Qualifier, QUALIFIERS } from './qualifiers';
import { VALUE_TYPES } from './valueTypes';

/**
 * What a person is told of a qualifier.
 * @public
 */
export interface QualifierDescription {
  qualifier: Qualifier;
  /** As it is written, up to its value: `queue:`, `args.<path>:`, `created> created<`. */
  syntax: string;
  /** What its values are, as Markdown. */
  type: string;
  example: string;
  meaning: string;
}

/**
 * Every qualifier of the job search, for documentation and completion.
 * @public
 */
export const describeQualifiers = (): QualifierDescription[] =>
  (Object.keys(QUALIFIERS) as Qualifier[]).map(qualifier => {
    const { type, example, meaning } = QUALIFIERS[qualifier];
    const { title, operators } = VALUE_TYPES[type];
    const head = type === 'argument' ? `${qualifier}.<path>` : qualifier;
    const syntax = Array.from(operators, operator => `${head}${operator}`).join(' ');
    return { qualifier, syntax, type: title, example, meaning };
  });
