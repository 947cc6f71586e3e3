import { EVENT_NAMES, EVENT_PAYLOADS } from '../protocol';
import { SECTION_NAMES, SECTIONS } from './sections';

describe('the model', () => {
  it('has the twelve sections', () => {
    expect(SECTION_NAMES).toEqual([
      'dashboard',
      'system',
      'queues',
      'workers',
      'agents',
      'pipelines',
      'jobs',
      'schedules',
      'analytics',
      'logs',
      'services',
      'configuration',
    ]);
  });

  it('describes every field', () => {
    for (const [name, { fields }] of Object.entries(SECTIONS)) {
      for (const [field, schema] of Object.entries(fields.shape)) {
        expect({ name, field, description: schema.meta()?.description }).toEqual({
          name,
          field,
          description: expect.any(String),
        });
      }
    }
  });

  it('fills in null for what a source leaves out, and refuses what it cannot be', () => {
    const row = SECTIONS.queues.fields.parse({ id: 'q', sourceId: 'q', name: 'q' });
    expect(row).toMatchObject({ queued: null, consumers: null, reasons: [] });
    expect(() => SECTIONS.queues.fields.parse({ id: 'a b', sourceId: 'q', name: 'q' })).toThrow(/must match/);
    expect(() => SECTIONS.queues.fields.parse({ id: 'q', sourceId: 'q', name: 'q', queued: -1 })).toThrow();
  });

  it('has a payload for every event', () => {
    expect(Object.keys(EVENT_PAYLOADS)).toEqual([...EVENT_NAMES]);
  });
});
