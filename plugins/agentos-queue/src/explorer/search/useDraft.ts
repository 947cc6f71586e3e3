import { useCallback, useEffect, useRef, useState } from 'react';
import { problemOf } from '../state/useExplorerState';

/** Time without typing after which a search is applied, ms. */
const DEBOUNCE_MS = 300;

/**
 * A search while it is typed. It is applied after 300 ms without typing, when it can be read.
 * @returns `settled`: the text when nothing was typed for so long
 * @internal
 */
export function useDraft(value: string, onChange: (q: string) => void) {
  const [text, setText] = useState(value);
  const [settled, setSettled] = useState(value);
  const applied = useRef(value);
  const latest = useRef(onChange);
  latest.current = onChange;

  const apply = useCallback((q: string) => {
    setSettled(q);
    if (q === applied.current || problemOf(q)) return;
    applied.current = q;
    latest.current(q);
  }, []);

  // Only what came from elsewhere (Back, a link, a saved search) replaces what is being typed.
  useEffect(() => {
    if (value === applied.current) return;
    applied.current = value;
    setText(value);
    setSettled(value);
  }, [value]);

  useEffect(() => {
    const timer = setTimeout(() => apply(text), DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [text, apply]);

  return { text, settled, type: setText, apply };
}
