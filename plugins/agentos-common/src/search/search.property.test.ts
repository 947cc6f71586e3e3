import fc from 'fast-check';
import { JOB_STATES } from '../model';
import { formatJobQuery } from './formatJobQuery';
import type { JobCondition } from './JobCondition';
import { JobQueryError } from './JobQueryError';
import { JOB_QUERY_LIMITS } from './limits';
import { parseJobQuery } from './parseJobQuery';
import { type Qualifier, QUALIFIERS, type QualifierType } from './qualifiers';
import { QueryReader } from './QueryReader';
import type { ValueOf } from './valueTypes';

// UTF-16 units of any kind: lone surrogates, NUL, bidi, and what the grammar is made of.
const unit = fc.oneof(
  fc.integer({ min: 0, max: 0xffff }).map(code => String.fromCharCode(code)),
  fc.constantFrom(...'"\\*,:<>-. \u0000\u202e\ud800\n', 'queue:', 'args.', 'created>', '-2h', 'state:failed'),
);
const anyText = (maxLength: number) =>
  fc.array(unit, { minLength: 1, maxLength }).map(units => units.join(''));

const ms = fc.integer({ min: 0, max: 36_500 * 86_400_000 });
const noInvalidDate = true;
const date = fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate });

const values: { [T in QualifierType]: fc.Arbitrary<ValueOf<T>> } = {
  pattern: fc.oneof(
    fc.record({ text: anyText(8), prefix: fc.boolean() }),
    fc.constant({ text: '', prefix: true }),
  ),
  exact: anyText(8),
  contains: anyText(8),
  argument: anyText(8),
  state: fc.constantFrom(...JOB_STATES),
  number: fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }),
  instant: fc.oneof(
    date.map(at => ({ kind: 'absolute' as const, at: at.toISOString() })),
    ms.map(agoMs => ({ kind: 'relative' as const, agoMs })),
  ),
  duration: ms,
};

const path = fc.stringMatching(/^[^\s.,:<>"]{1,8}(\.[^\s.,:<>"]{1,8}){0,2}$/);

const condition: fc.Arbitrary<JobCondition> = fc
  .constantFrom(...(Object.keys(QUALIFIERS) as Qualifier[]))
  .chain(field => {
    const { type } = QUALIFIERS[field];
    const value = values[type] as fc.Arbitrary<unknown>;
    const isRange = type === 'instant' || type === 'duration';
    const range = { bound: fc.constantFrom('from', 'to'), value };
    const list = { values: fc.array(value, { minLength: 1, maxLength: 3 }) };
    const shape: Record<string, fc.Arbitrary<unknown>> = {
      type: fc.constant(type),
      field: fc.constant(field),
      not: fc.boolean(),
      ...(type === 'argument' ? { path } : {}),
      ...(isRange ? range : list),
    };
    return fc.record(shape) as fc.Arbitrary<unknown> as fc.Arbitrary<JobCondition>;
  });

const query = fc.record({
  conditions: fc.array(condition, { maxLength: 8 }),
  text: fc.array(anyText(8), { maxLength: 8 }),
});

const hostile = fc.oneof(
  anyText(JOB_QUERY_LIMITS.characters),
  // One short piece, over and over: 10 KB in any shape.
  anyText(6).map(piece => piece.repeat(Math.ceil(10_240 / piece.length))),
  anyText(6).map(piece => piece.repeat(Math.floor(JOB_QUERY_LIMITS.characters / piece.length))),
);

function errorOf(text: string): JobQueryError | undefined {
  try {
    parseJobQuery(text);
    return undefined;
  } catch (error) {
    return error as JobQueryError;
  }
}

describe('the grammar of the job search', () => {
  it('reads back every search it writes', () => {
    fc.assert(
      fc.property(query, ast => {
        const text = formatJobQuery(ast);
        fc.pre(text.length <= JOB_QUERY_LIMITS.characters);
        expect(parseJobQuery(text)).toEqual(ast);
        expect(formatJobQuery(parseJobQuery(text))).toBe(text);
      }),
      { numRuns: 1_000 },
    );
  });

  it('reads any text, or refuses it with an InputError that names a place in it', () => {
    fc.assert(
      fc.property(hostile, text => {
        const error = errorOf(text);
        expect(error === undefined || error instanceof JobQueryError).toBe(true);
        expect(error?.name ?? 'InputError').toBe('InputError');
        expect(error?.position ?? 0).toBeLessThanOrEqual(text.length);
        expect(error?.message.length ?? 0).toBeLessThan(500);
      }),
      { numRuns: 1_000 },
    );
  });

  it('takes each character once and looks at it a few times', () => {
    const { take, peek } = QueryReader.prototype;
    const calls = { take: 0, peek: 0 };
    QueryReader.prototype.take = function counted(this: QueryReader) {
      calls.take += 1;
      return take.call(this);
    };
    QueryReader.prototype.peek = function counted(this: QueryReader) {
      calls.peek += 1;
      return peek.call(this);
    };
    try {
      fc.assert(
        fc.property(hostile, text => {
          Object.assign(calls, { take: 0, peek: 0 });
          errorOf(text);
          const length = text.length > JOB_QUERY_LIMITS.characters ? 0 : text.length;
          expect(calls.take).toBeLessThanOrEqual(length);
          expect(calls.peek).toBeLessThanOrEqual(12 * length);
        }),
        { numRuns: 1_000 },
      );
    } finally {
      Object.assign(QueryReader.prototype, { take, peek });
    }
  });
});
