import { useEffect, useRef } from 'react';

// A box to tick takes no letters.
const TEXT = 'input:not([type="checkbox"], [type="radio"]), textarea, select, [role="combobox"]';

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches(TEXT));

const inModal = (target: EventTarget | null) =>
  target instanceof Element && target.closest('[aria-modal="true"]') !== null;

/**
 * Calls back when a key is pressed anywhere on the page. Silent while somebody types, with a modifier held, and behind a modal dialog.
 * @param key - as in `KeyboardEvent.key`, e.g. `/`
 * @public
 */
export function useShortcut(key: string, onPress: (event: KeyboardEvent) => void): void {
  const latest = useRef(onPress);
  latest.current = onPress;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== key || event.defaultPrevented) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || inModal(event.target)) return;
      latest.current(event);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [key]);
}
