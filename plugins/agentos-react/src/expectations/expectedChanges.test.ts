import { OPERATION_KINDS } from '@agentos-portal/plugin-agentos-common';
import { aJob, aQueue } from '../testUtils';
import { expectedFields } from './expectedChanges';

const row = (fields: object) => fields as never;

describe('expectedFields', () => {
  it.each([
    ['job.retry', {}, { state: 'failed' }, { state: 'queued' }],
    ['job.retry', {}, { state: 'queued' }, undefined],
    ['job.promote', {}, { state: 'scheduled' }, { state: 'queued' }],
    ['job.cancel', {}, { state: 'queued' }, { state: 'cancelled' }],
    ['job.cancel', {}, { state: 'processing' }, undefined],
    ['job.cancel', { terminate: true }, { state: 'processing' }, { state: 'cancelling' }],
    ['job.remove', {}, { state: 'completed' }, { state: 'removed' }],
    ['job.remove', {}, { state: 'processing' }, undefined],
    ['queue.pause', {}, { paused: false }, { paused: true }],
    ['queue.pause', {}, { paused: null }, { paused: true }],
    ['queue.pause', {}, { paused: true }, undefined],
    ['queue.resume', {}, { paused: true }, { paused: false }],
    ['worker.drain', {}, { draining: false }, { draining: true }],
    ['worker.drain', {}, { draining: null }, { draining: true }],
    ['worker.drain', { resume: true }, { draining: true }, { draining: false }],
    ['worker.drain', { resume: true }, { draining: false }, undefined],
    ['worker.shutdown', {}, { tier: 'degraded' }, { tier: 'stopping' }],
    ['worker.shutdown', {}, { tier: 'offline' }, undefined],
    ['schedule.pause', {}, { paused: null }, { paused: true }],
    ['schedule.pause', {}, { paused: true }, undefined],
    ['schedule.remove', {}, { paused: true }, { paused: 'removed' }],
    ['schedule.run', {}, { paused: false }, undefined],
    ['schedule.upsert', {}, { paused: false }, undefined],
  ] as const)('%s %j of %j: %j', (kind, params, before, after) => {
    expect(expectedFields(kind, params, row(before))).toEqual(after);
  });

  it('expects nothing of a state that is no state', () => {
    for (const kind of OPERATION_KINDS) {
      expect(
        expectedFields(kind, {}, row({ ...aJob(), ...aQueue(), state: 'constructor', paused: 'x' })),
      ).toBe(undefined);
    }
  });
});
