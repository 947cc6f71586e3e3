import { OPERATION_KINDS, type SectionName, SECTIONS } from '@agentos-portal/plugin-agentos-common';
import type { AgentOsSource, SourceEvent } from '../source';
import { RecordingSink } from './RecordingSink';
import { waitFor } from './waitFor';

/**
 * What the contract suite needs to drive a source.
 * @public
 */
export interface SourceContractSubject {
  source: AgentOsSource;
  /** Makes at least one job complete in the system behind the source. */
  runOneJob(): Promise<void>;
  /** Takes the system away; absent when it lives inside the source. */
  breakSystem?(): Promise<void>;
  /** Brings it back. */
  mendSystem?(): Promise<void>;
  dispose(): Promise<void>;
}

/**
 * Declares the tests that every source passes. Call it inside a jest file.
 * @public
 */
export function describeSourceContract(name: string, create: () => Promise<SourceContractSubject>) {
  describe(`source contract: ${name}`, () => {
    let subject: SourceContractSubject;
    let sink: RecordingSink;
    const signal = () => AbortSignal.timeout(15_000);

    beforeEach(async () => {
      subject = await create();
      sink = new RecordingSink();
      await subject.source.start(sink);
    }, 120_000);

    afterEach(async () => {
      await subject.source.stop();
      await subject.dispose();
    }, 120_000);

    it('names sections of the model, none of them derived', () => {
      expect(subject.source.sections.length).toBeGreaterThan(0);
      for (const section of subject.source.sections) {
        expect(SECTIONS).toHaveProperty(section);
        expect(SECTIONS[section as SectionName].derivedFrom).toBeUndefined();
      }
    });

    it('collects rows that fit the model, with ids that occur once', async () => {
      await subject.runOneJob();
      for (const section of subject.source.sections) {
        const { rows } = await subject.source.collect(section, { signal: signal() });
        for (const row of rows) SECTIONS[section as SectionName].fields.parse(row);
        expect(new Set(rows.map(row => row.id)).size).toBe(rows.length);
      }
    }, 120_000);

    it('reports a job that completes as an event with an id, and its row', async () => {
      await subject.runOneJob();
      const done = await waitFor(
        () => sink.events.find(event => event.name === 'job:completed'),
        'a job:completed event',
      );
      expect(done.id).toMatch(/^.{1,256}$/);
      expect(done.payload).toEqual(
        expect.objectContaining({ jobId: expect.any(String), name: expect.any(String) }),
      );
      const row = await waitFor(
        () =>
          sink.observations.find(
            observation =>
              'upsert' in observation &&
              observation.upsert.id === done.payload.jobId &&
              observation.upsert.state === 'completed',
          ),
        'the row of the completed job',
      );
      expect(row.section).toBe('jobs');
    }, 120_000);

    it('gives every event an id of its own', async () => {
      await subject.runOneJob();
      await waitFor(() => sink.events.length > 1, 'events');
      const ids = sink.events.map((event: SourceEvent) => event.id);
      expect(new Set(ids).size).toBe(ids.length);
    }, 120_000);

    it('declares what it can do, and why not', () => {
      for (const capability of subject.source.capabilities()) {
        expect(OPERATION_KINDS).toContain(capability.kind);
        if (!capability.capable) expect(capability.reason).toMatch(/\S/);
      }
    });

    it('answers undefined for a job that is not there', async () => {
      const { getJob } = subject.source;
      if (getJob) {
        const id = `${subject.source.id}.nowhere.0`;
        await expect(getJob.call(subject.source, id, { signal: signal() })).resolves.toBeUndefined();
      }
    });

    it('is silent after stop', async () => {
      await subject.source.stop();
      const before = sink.events.length + sink.observations.length + sink.proofs.length;
      await subject.runOneJob();
      expect(sink.events.length + sink.observations.length + sink.proofs.length).toBe(before);
    }, 120_000);

    it('starts again after stop, as a replica does that leads a second time', async () => {
      await subject.source.stop();
      const again = new RecordingSink();
      await subject.source.start(again);
      await subject.runOneJob();
      await waitFor(
        () => again.events.some(event => event.name === 'job:completed'),
        'events after the second start',
      );
      expect(again.failures).toEqual([]);
    }, 120_000);

    it('is read without a feed once it is open', async () => {
      const { source } = subject;
      if (!source.open || !source.listJobs) return;
      await source.stop();
      await source.open();
      const before = sink.events.length + sink.observations.length;
      await subject.runOneJob();
      const { items } = await source.listJobs({ limit: 10 }, { signal: signal() });
      expect(items.length).toBeGreaterThan(0);
      const job = await source.getJob?.(items[0].id, { signal: signal() });
      expect(job?.job.id).toBe(items[0].id);
      expect(sink.events.length + sink.observations.length).toBe(before);
      const again = new RecordingSink();
      await source.start(again);
      await subject.runOneJob();
      await waitFor(() => again.events.some(event => event.name === 'job:completed'), 'events of the feed');
    }, 120_000);

    it('fails and recovers with its system', async () => {
      const { breakSystem, mendSystem, source } = subject;
      if (!breakSystem || !mendSystem) {
        expect(source.type).toBe('sample');
        return;
      }
      await breakSystem();
      await expect(source.collect(source.sections[0], { signal: signal() })).rejects.toThrow(/\S/);
      await mendSystem();
      await waitFor(
        () => source.collect(source.sections[0], { signal: signal() }).catch(() => undefined),
        'a collect that succeeds again',
      );
      const before = sink.events.length;
      await subject.runOneJob();
      await waitFor(() => sink.events.length > before, 'events after recovery');
    }, 120_000);
  });
}
