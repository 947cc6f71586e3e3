import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { LiveStatus } from '../../hooks';
import { Ticker, TickerContext } from '../clock';
import { LIVE_LOOKS } from './liveLook';
import { LivePill } from './LivePill';

const NOW = Date.UTC(2026, 0, 1, 12);

const show = (status: Partial<LiveStatus>) => {
  const full: LiveStatus = {
    state: 'live',
    since: NOW,
    attempts: 0,
    lastMessageAt: NOW - 2_000,
    pause: jest.fn(),
    resume: jest.fn(),
    ...status,
  };
  render(
    <TickerContext.Provider value={new Ticker(() => NOW)}>
      <LivePill status={full} />
    </TickerContext.Provider>,
  );
  return full;
};

describe('LivePill', () => {
  it.each([
    ['connecting', 'Connecting'],
    ['live', 'Live'],
    ['reconnecting', 'Reconnecting'],
    ['polling', 'Polling'],
    ['denied', 'Not allowed'],
    ['paused', 'Paused'],
  ] as const)('announces %s as %s', (state, word) => {
    show({ state });

    // The word alone: an age would be read aloud every second.
    expect(screen.getByRole('status')).toHaveTextContent(new RegExp(`^${word}$`));
  });

  it('shows the age of the last message', () => {
    show({});

    expect(screen.getByText('2 s')).toBeInTheDocument();
  });

  it('calls a live connection stale that has been silent for too long', () => {
    show({ lastMessageAt: NOW - 36_000 });

    expect(screen.getByRole('status')).toHaveTextContent('Stale');
  });

  it('says on focus what it means, what failed and when it tries again', async () => {
    show({ state: 'reconnecting', attempts: 3, nextAttemptInMs: 4_000, error: new Error('read failed') });

    await userEvent.tab();

    const tooltip = await screen.findByRole('tooltip');
    expect(tooltip).toHaveTextContent(LIVE_LOOKS.reconnecting.means);
    expect(tooltip).toHaveTextContent('3 failed attempts.');
    expect(tooltip).toHaveTextContent('Next attempt in 4 s.');
    expect(tooltip).toHaveTextContent('read failed');
  });

  it('freezes and resumes the view', async () => {
    const live = show({});
    await userEvent.click(screen.getByRole('button', { name: 'Pause updates' }));
    expect(live.pause).toHaveBeenCalled();

    const paused = show({ state: 'paused' });
    await userEvent.click(screen.getByRole('button', { name: 'Resume updates' }));
    expect(paused.resume).toHaveBeenCalled();
  });
});
