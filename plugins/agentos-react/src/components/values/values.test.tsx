import { act, render, screen } from '@testing-library/react';
import { Ticker, TickerContext } from '../clock';
import { Age } from './Age';
import { formatAge, formatBytes, formatCount } from './format';
import { ProgressBar } from './ProgressBar';
import { Sparkline } from './Sparkline';
import { sparklinePath } from './sparklinePath';
import { Bytes, Count, CpuPercent, Duration, Percent } from './Value';

describe('values', () => {
  it.each([
    [Count, 8412, '8,412'],
    [Count, 0, '0'],
    [Count, 4.26, '4.3'],
    [Duration, 4_200, '4.2 s'],
    [Duration, 0.4, '< 1 ms'],
    [Duration, 0, '0 ms'],
    [Percent, 0.9999, '99.9 %'],
    [CpuPercent, 34.6, '35 %'],
    [Bytes, 120 * 1024 ** 2, '120 MiB'],
  ])('%# writes a number with its unit', (Value, value, text) => {
    const { container } = render(<Value value={value} />);

    expect(container).toHaveTextContent(text);
  });

  it.each([Count, Duration, Percent, CpuPercent, Bytes])(
    '%# shows what nobody measured as a dash, never as 0',
    Value => {
      const { container } = render(<Value value={null} />);

      expect(screen.getByTitle('not measured')).toHaveTextContent('–');
      expect(container).not.toHaveTextContent('0');
    },
  );

  it('formats ages in whole units and never below zero', () => {
    expect([-500, 999, 59_999, 60_000, 7_200_000, 172_800_000].map(formatAge)).toEqual([
      '0 s',
      '0 s',
      '59 s',
      '1 min',
      '2 h',
      '2 d',
    ]);
  });

  it('formats counts and bytes', () => {
    expect([99.94, 100.4, 1e6].map(formatCount)).toEqual(['99.9', '100', '1,000,000']);
    expect([0, 1023, 1024, 1.5 * 1024 ** 3].map(formatBytes)).toEqual(['0 B', '1,023 B', '1 KiB', '1.5 GiB']);
  });
});

describe('Age', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const NOW = Date.UTC(2026, 0, 1, 12);

  const renderAge = (at: string | null) => {
    const clock = { now: NOW };
    render(
      <TickerContext.Provider value={new Ticker(() => clock.now)}>
        <Age at={at} suffix="ago" />
      </TickerContext.Provider>,
    );
    return clock;
  };

  it('ticks by itself', () => {
    const clock = renderAge('2026-01-01T11:59:56.000Z');
    expect(screen.getByText('4 s ago')).toBeInTheDocument();

    clock.now = NOW + 58_000;
    act(() => jest.advanceTimersByTime(1_000));
    expect(screen.getByText('1 min ago')).toBeInTheDocument();
  });

  it('counts down to what is to come', () => {
    renderAge('2026-01-01T12:03:00.000Z');

    expect(screen.getByText('in 3 min')).toBeInTheDocument();
  });

  it('does not take the clock of another machine for the future', () => {
    renderAge('2026-01-01T12:00:00.600Z');

    expect(screen.getByText('0 s ago')).toBeInTheDocument();
  });

  it('shows an instant that nobody measured as a dash', () => {
    renderAge(null);

    expect(screen.getByTitle('not measured')).toBeInTheDocument();
  });
});

describe('ProgressBar', () => {
  it('says its value in words', () => {
    render(<ProgressBar value={0.75} label="Load of w1" text="3 of 4 slots busy" />);

    const bar = screen.getByRole('meter', { name: 'Load of w1' });
    expect(bar).toHaveAttribute('aria-valuenow', '75');
    expect(bar).toHaveAttribute('aria-valuetext', '3 of 4 slots busy');
  });

  it('says that nobody measured, and stays within its track', () => {
    render(
      <>
        <ProgressBar value={null} label="a" text="wrong" />
        <ProgressBar value={1.5} label="b" />
      </>,
    );

    expect(screen.getByRole('meter', { name: 'a' })).toHaveAttribute('aria-valuetext', 'not measured');
    expect(screen.getByRole('meter', { name: 'b' })).toHaveAttribute('aria-valuenow', '100');
  });
});

describe('Sparkline', () => {
  it('says its smallest, largest and last value', () => {
    render(<Sparkline label="Created per minute" points={[3, undefined, 12, 8, undefined]} />);

    expect(screen.getByRole('img')).toHaveAccessibleName('Created per minute: min 3, max 12, last 8');
  });

  it('says that nobody measured', () => {
    render(<Sparkline label="Created per minute" points={[]} />);

    expect(screen.getByRole('img')).toHaveAccessibleName('Created per minute: not measured');
  });

  it('draws from the bottom up, with a gap where nobody measured', () => {
    expect(sparklinePath([0, 10, undefined, 5], 30, 10)).toBe('M0,10L10,0M30,5h0.01');
    expect(sparklinePath([0, 0], 10, 10)).toBe('M0,10L10,10');
    expect(sparklinePath([4, 4], 10, 10)).toBe('M0,0L10,0');
    expect(sparklinePath([undefined], 10, 10)).toBe('');
  });
});
