import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { KeyboardHelp } from './KeyboardHelp';
import { SHORTCUTS } from './shortcuts';
import { useShortcut } from './useShortcut';

describe('KeyboardHelp', () => {
  it('opens on ?, lists every key, closes on Esc and gives the focus back', async () => {
    render(
      <>
        <button>before</button>
        <KeyboardHelp />
      </>,
    );
    const before = screen.getByRole('button', { name: 'before' });
    act(() => before.focus());

    await userEvent.keyboard('?');
    const dialog = screen.getByRole('dialog', { name: 'Keyboard shortcuts' });
    expect(within(dialog).getAllByRole('definition')).toHaveLength(SHORTCUTS.length);

    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(before).toHaveFocus();
  });
});

describe('useShortcut', () => {
  const onPress = jest.fn();
  const Page = () => {
    useShortcut('j', onPress);
    return (
      <>
        <input aria-label="text" />
        <div role="dialog" aria-modal="true">
          <button>modal</button>
        </div>
      </>
    );
  };

  beforeEach(() => onPress.mockClear());

  it('hears the key anywhere', () => {
    render(<Page />);
    fireEvent.keyDown(document.body, { key: 'j' });

    expect(onPress).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['while somebody types', () => fireEvent.keyDown(screen.getByRole('textbox'), { key: 'j' })],
    ['in a modal dialog', () => fireEvent.keyDown(screen.getByRole('button'), { key: 'j' })],
    ['with Ctrl', () => fireEvent.keyDown(document.body, { key: 'j', ctrlKey: true })],
    ['with Meta', () => fireEvent.keyDown(document.body, { key: 'j', metaKey: true })],
    ['with Alt', () => fireEvent.keyDown(document.body, { key: 'j', altKey: true })],
    ['for another key', () => fireEvent.keyDown(document.body, { key: 'k' })],
  ])('is silent %s', (_, press) => {
    render(<Page />);
    press();

    expect(onPress).not.toHaveBeenCalled();
  });

  it('ends with its component', () => {
    render(<Page />).unmount();
    fireEvent.keyDown(document.body, { key: 'j' });

    expect(onPress).not.toHaveBeenCalled();
  });
});
