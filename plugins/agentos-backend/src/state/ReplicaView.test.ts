import { createLedger } from '../__testUtils__/createLedger';
import { aQueue } from '../__testUtils__/rows';

describe('what a replica keeps for resume', () => {
  it('is what commits told and which rows they changed, not the rows', async () => {
    const { ledger, view, origin, settle } = await createLedger();
    const before = view.version;
    const event = { name: 'job:created', id: 'e1', payload: { jobId: 'j1', name: 'n', queue: 'embed' } };
    ledger.report(origin, {
      observations: [{ section: 'queues', upsert: aQueue('embed', { queued: 3 }) }],
      events: [event],
    });
    await settle();
    const [first] = view.since(before)!;
    expect(first.sections.queues).toEqual({ upsert: [aQueue('embed').id], remove: [] });
    expect(first.events.map(({ id }) => id)).toEqual(['e1']);
    expect(Object.keys(first).sort()).toEqual(['dropped', 'events', 'sections', 'version']);
  });
});
