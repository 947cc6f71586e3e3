import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { EVENT_NAMES } from '@agentos-portal/plugin-agentos-common';
import { useLiveEvents } from '../../hooks';
import { anEvent, renderWithAgentOs } from '../../testUtils';
import { EVENT_LOOKS, eventLook } from './eventLooks';
import { EventRail } from './EventRail';
import { filterEvents } from './filterEvents';

function Page() {
  return <EventRail {...useLiveEvents()} linkOf={event => `/jobs/${event.data.jobId}`} />;
}

const done = (name: string, version: number) =>
  anEvent({ type: 'job:done', version, rooms: ['admin'], data: { jobId: name, name, runMs: 800 } });
const failed = (name: string, version: number) =>
  anEvent({
    type: 'job:error',
    version,
    rooms: ['admin', 'alerts'],
    priority: 'critical',
    data: { jobId: name, name, error: { message: 'no answer' } },
  });

const list = () => within(screen.getByRole('group', { name: 'All events' }));
const lines = () =>
  list()
    .queryAllByRole('listitem')
    .map(line => line.textContent?.slice(8));

describe('EventRail', () => {
  beforeEach(() => window.sessionStorage.clear());

  it('shows events newest first, each leading somewhere', async () => {
    const page = await renderWithAgentOs(<Page />);
    expect(screen.getByText('No event since this page was opened.')).toBeInTheDocument();

    await page.emit(done('a', 2));
    await page.emit(done('b', 3));

    expect(lines()).toEqual(['b completed in 800\u00a0ms', 'a completed in 800\u00a0ms']);
    expect(list().getByRole('link', { name: /^b/ })).toHaveAttribute('href', '/jobs/b');
  });

  it('pins critical events until they are dismissed, also on the next page', async () => {
    const first = failed('a', 2);
    const page = await renderWithAgentOs(<Page />, { events: [first, failed('b', 3)] });
    const pinned = () =>
      within(screen.getByRole('log', { name: 'Critical events' })).getAllByRole('listitem');
    expect(pinned()).toHaveLength(2);

    await userEvent.click(screen.getByRole('button', { name: 'Dismiss: a failed: no answer' }));
    expect(pinned()).toHaveLength(1);
    page.unmount();

    await renderWithAgentOs(<Page />, { events: [first] });
    expect(screen.queryByRole('log')).not.toBeInTheDocument();
  });

  it('keeps a pinned event when the list has long forgotten it', async () => {
    const page = await renderWithAgentOs(<Page />, { events: [failed('a', 2)] });

    await page.emit(...Array.from({ length: 120 }, (_, index) => done(`d${index}`, index + 3)));

    expect(lines().some(line => line?.includes('a failed'))).toBe(false);
    expect(screen.getByText('1 critical')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss all' }));
    expect(screen.queryByText('1 critical')).not.toBeInTheDocument();
  });

  it('stands still under the pointer and says how many came', async () => {
    const page = await renderWithAgentOs(<Page />, { events: [done('a', 2)] });
    const group = screen.getByRole('group', { name: 'All events' });
    fireEvent.pointerMove(group);

    await page.emit(done('b', 3));
    expect(lines()).toHaveLength(1);
    expect(screen.getByText('held · 1 new')).toBeInTheDocument();

    fireEvent.pointerLeave(group);
    expect(lines()).toHaveLength(2);
  });

  it('is filtered by room, name and words, in the URL', async () => {
    await renderWithAgentOs(<Page />, {
      path: '/?room=alerts',
      events: [done('a', 2), failed('b', 3)],
    });
    expect(lines()).toEqual(['Critical: b failed: no answer']);

    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Room' }), 'All rooms');
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Event' }), 'job:done');
    expect(lines()).toHaveLength(1);
    expect(lines()[0]).toMatch(/^a completed/);
  });
});

describe('filterEvents', () => {
  const events = [done('embed.document', 1), failed('fetch.document', 2)];
  const all = { room: '', type: '', text: '' };

  it('finds words of the sentence, the name and the data', () => {
    expect(filterEvents(events, { ...all, text: 'no answer' })).toEqual([events[1]]);
    expect(filterEvents(events, { ...all, text: 'job:done' })).toEqual([events[0]]);
    expect(filterEvents(events, { ...all, text: 'document' })).toEqual(events);
    expect(filterEvents(events, all)).toBe(events);
  });
});

describe('event sentences', () => {
  const say = (type: string, data: Record<string, unknown>) => eventLook(type).say(data, type);

  it('has a line for at least as many events as the founding table broadcasts', () => {
    // A heartbeat is not broadcast.
    expect(Object.keys(EVENT_LOOKS)).toHaveLength(EVENT_NAMES.length - 1);
  });

  it.each([
    ['job:new', { name: 'embed', queue: 'q' }, 'embed queued in q'],
    ['job:progress', { name: 'embed', queue: 'q' }, 'embed started in q'],
    ['job:progress', { name: 'embed', progress: 0.4 }, 'embed is at 40\u00a0%'],
    [
      'job:progress',
      { name: 'embed', state: 'retrying', attempt: 1, maxAttempts: 3, error: { message: 'no answer' } },
      'embed will be tried again (attempt 1 of 3) after: no answer',
    ],
    ['job:done', { name: 'embed' }, 'embed completed'],
    [
      'job:error',
      { name: 'embed', queue: 'q', error: { message: 'no answer' } },
      'embed failed in q: no answer',
    ],
    ['job:cancelled', { name: 'embed', reason: 'not needed' }, 'embed was cancelled : not needed'],
    ['worker:down', { name: 'w1', reasons: ['silent'] }, 'Worker w1 went offline: silent'],
    [
      'worker:health',
      { name: 'w1', tier: 'critical', previous: 'healthy' },
      'Worker w1 is critical (was healthy)',
    ],
    ['queue:warning', { queue: 'q', health: 'degraded' }, 'Queue q is degraded'],
    ['system:status', { instance: 'main', status: 'healthy' }, 'System main is healthy'],
    ['agent:config', { agentId: 'a1' }, 'Agent a1 was configured'],
    ['operation:progress', { kind: 'job.retry', state: 'running' }, 'Operation job.retry is running'],
    ['team:event', {}, 'team:event'],
  ])('%s says what happened', (type, data, sentence) => {
    expect(say(type, data)).toBe(sentence);
  });

  it.each(Object.keys(EVENT_LOOKS))('%s says something of data that makes no sense', type => {
    const nonsense = { name: 7, queue: {}, error: 3, reasons: 'x', progress: 'half', jobId: null };

    expect(say(type, nonsense)).toMatch(/\w/);
    expect(say(type, {})).toMatch(/\w/);
  });
});
