import fc from 'fast-check';
import { errorFingerprint } from './errorFingerprint';
import { normaliseText } from './normaliseText';

const piece = fc.oneof(
  fc.integer({ min: 0, max: 0xffff }).map(code => String.fromCharCode(code)),
  fc.constantFrom(
    ...[
      '\n',
      ' ',
      '"',
      "'",
      '`',
      '\\',
      '/',
      ':',
      '.',
      '<n>',
      '://',
      '0x',
      'a.a',
      '1',
      'deadbeef1',
      '__proto__',
    ],
    ...[
      '    at f (/srv/a.js:1:2)\n',
      '  File "/srv/a.py", line 1, in f\n',
      'Traceback (most recent call last):\n',
    ],
    ...['TypeError: ', 'code ', '2026-01-31', 'KeyError(', '\u202e', '\ud800', '\u001b[31m', '|', '('],
  ),
);
const text = fc.array(piece, { maxLength: 60 }).map(pieces => pieces.join(''));
const report = fc.record({ name: text, message: text, stack: text }, { requiredKeys: ['message'] });

it('gives any failure a short title and an id, and always the same', () => {
  fc.assert(
    fc.property(report, failure => {
      const fingerprint = errorFingerprint(failure);
      expect(fingerprint.id).toMatch(/^[0-9a-f]{16}$/);
      expect(fingerprint.title.length).toBeGreaterThan(0);
      expect(fingerprint.title.length).toBeLessThanOrEqual(200);
      expect(errorFingerprint({ ...failure })).toEqual(fingerprint);
    }),
    { numRuns: 2_000 },
  );
});

it('does not depend on the numbers in a message', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (a, b) => {
      expect(normaliseText(`retry ${a} of job-${b}`)).toBe('retry <n> of job-<n>');
    }),
  );
});

// A pattern that goes back over what it read would not come to an end here before the limit of the test.
it('ends for a megabyte of any piece over and over', () => {
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 4 }), pieces => {
      const unit = pieces.join('');
      const failure = unit.repeat(Math.ceil(1_000_000 / unit.length));
      expect(errorFingerprint({ name: failure, message: failure, stack: failure }).id).toHaveLength(16);
    }),
    { numRuns: 50 },
  );
}, 60_000);
