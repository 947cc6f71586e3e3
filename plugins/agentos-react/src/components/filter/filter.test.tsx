import { act, fireEvent, render, screen } from '@testing-library/react';
import { FilterBox } from './FilterBox';
import { matches } from './matches';

describe('FilterBox', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const renderBox = (value = '') => {
    const onChange = jest.fn();
    const view = render(<FilterBox label="Filter queues" value={value} onChange={onChange} />);
    return { onChange, input: screen.getByRole('textbox', { name: 'Filter queues' }), ...view };
  };
  const type = (input: HTMLElement, value: string) => fireEvent.change(input, { target: { value } });

  it('counts 300 ms after the last key, once', () => {
    const { onChange, input } = renderBox();

    type(input, 'e');
    act(() => jest.advanceTimersByTime(299));
    type(input, 'em');
    act(() => jest.advanceTimersByTime(299));
    expect(onChange).not.toHaveBeenCalled();
    act(() => jest.advanceTimersByTime(1));

    expect(onChange.mock.calls).toEqual([['em']]);
  });

  it('takes the focus on /, and leaves the key to whoever types', () => {
    const { input } = renderBox();
    render(<input aria-label="other" />);

    fireEvent.keyDown(document.body, { key: '/' });
    expect(input).toHaveFocus();

    const other = screen.getByRole('textbox', { name: 'other' });
    act(() => other.focus());
    fireEvent.keyDown(other, { key: '/' });
    expect(other).toHaveFocus();
  });

  it('is cleared at once with Esc and with its button', () => {
    const { onChange, input } = renderBox('embed');

    fireEvent.keyDown(input, { key: 'Escape' });
    expect(input).toHaveValue('');
    expect(onChange).toHaveBeenLastCalledWith('');

    type(input, 'x');
    fireEvent.click(screen.getByRole('button', { name: 'Clear the filter' }));
    expect(input).toHaveValue('');
  });

  it('follows the URL', () => {
    const { input, rerender } = renderBox('embed');

    rerender(<FilterBox label="Filter queues" value="ingest" onChange={() => {}} />);

    expect(input).toHaveValue('ingest');
  });

  it('keeps what is being typed when an earlier part of it counts', () => {
    const { input, rerender } = renderBox();
    type(input, 'em');
    act(() => jest.advanceTimersByTime(300));
    type(input, 'embed');

    rerender(<FilterBox label="Filter queues" value="em" onChange={() => {}} />);

    expect(input).toHaveValue('embed');
  });
});

describe('matches', () => {
  it('asks for every word, anywhere, in any case', () => {
    expect(matches('EMB crit', ['embed', null, 'critical'])).toBe(true);
    expect(matches('embed healthy', ['embed', 'critical'])).toBe(false);
    expect(matches('', [])).toBe(true);
    expect(matches(' embed ', ['embed'])).toBe(true);
  });
});
