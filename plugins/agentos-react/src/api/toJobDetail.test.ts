import { ExactNumber } from '@agentos-portal/plugin-agentos-common';
import { aJob } from '../testUtils';
import { toJobDetail } from './toJobDetail';

describe('toJobDetail', () => {
  it('parts the row from the detail', () => {
    const job = aJob({ error: { type: 'Timeout', message: 'too slow', fingerprint: 'f1' } });
    const detail = {
      args: { n: 0 },
      result: 0,
      attempts: [{ attempt: 1 }],
      timeline: [],
      flow: { children: ['a'] },
    };
    expect(toJobDetail({ ...job, ...detail, error: { ...job.error!, stack: 'at line 1' } })).toEqual({
      job,
      ...detail,
      error: { type: 'Timeout', message: 'too slow', stack: 'at line 1' },
    });
  });

  it('reads payloads with the digits their texts have', () => {
    const { args, result } = toJobDetail({
      ...aJob(),
      args: { order: '12345678901234567890' },
      argsJson: '{"order":12345678901234567890}',
      result: [1],
    });
    expect(args).toEqual({ order: new ExactNumber('12345678901234567890') });
    expect(result).toEqual([1]);
  });

  it('leaves out what is not known or may not be seen', () => {
    const job = aJob();
    expect(toJobDetail({ ...job, attempts: [], timeline: null, denied: ['agentos.payload.read'] })).toEqual({
      job,
      denied: ['agentos.payload.read'],
    });
    expect(toJobDetail({ ...job, args: null, result: null, flow: null })).toEqual({ job });
  });
});
