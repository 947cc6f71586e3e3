import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readSampleConfig } from './config';

const PATH = 'agentos.instances[0].sources[0]';

const read = (fields: JsonObject) =>
  readSampleConfig(new ConfigReader({ id: 'sample', type: 'sample', ...fields }), PATH);

describe('readSampleConfig', () => {
  it('has a default for everything', () => {
    expect(read({})).toEqual({ seed: 1, jobsPerMinute: 120 });
  });

  it.each([
    { seed: 7, jobsPerMinute: 0 },
    { seed: 'demo', jobsPerMinute: 6_000 },
    { seed: -0.5, jobsPerMinute: 0.5 },
  ])('takes %j', fields => {
    expect(read(fields)).toEqual(fields);
  });

  it.each([
    ['jobsPerMinute', -1, 'a number from 0 to 6000, got -1'],
    ['jobsPerMinute', 6_001, 'a number from 0 to 6000, got 6001'],
    ['jobsPerMinute', 'many', 'a number from 0 to 6000, got a string'],
    ['jobsPerMinute', [120], 'a number from 0 to 6000, got a list'],
    ['seed', '', 'a number or a text, got a string'],
    ['seed', true, 'a number or a text, got a boolean'],
    ['seed', { value: 1 }, 'a number or a text, got an object'],
  ])('refuses %s: %j and says what it expects', (field, value, expectation) => {
    expect(() => read({ [field]: value })).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: `${PATH}.${field}: expected ${expectation}`,
      }),
    );
  });
});
