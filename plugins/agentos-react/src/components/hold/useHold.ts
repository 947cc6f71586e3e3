import { useCallback, useEffect, useMemo, useRef, useState, type FocusEvent } from 'react';

/** A pointer that rests on the table for this long no longer holds its order, ms. */
const IDLE_MS = 20_000;

/**
 * Whether somebody is about to act on a row: the pointer or the focus is in the table and has moved within the last 20 s.
 * Spread `handlers` on the table's body.
 * @internal
 */
export function useHold() {
  const [held, setHeld] = useState(false);
  const inside = useRef({ pointer: false, focus: false });
  const timer = useRef<ReturnType<typeof setTimeout>>();

  const release = useCallback(() => {
    clearTimeout(timer.current);
    setHeld(false);
  }, []);

  const handlers = useMemo(() => {
    const touch = (what: 'pointer' | 'focus') => {
      inside.current[what] = true;
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setHeld(false), IDLE_MS);
      setHeld(true);
    };
    const leave = (what: 'pointer' | 'focus') => {
      inside.current[what] = false;
      if (!inside.current.pointer && !inside.current.focus) release();
    };
    return {
      onPointerMove: () => touch('pointer'),
      onPointerLeave: () => leave('pointer'),
      onFocus: () => touch('focus'),
      onKeyDownCapture: () => touch('focus'),
      onBlur: (event: FocusEvent) => {
        if (!event.currentTarget.contains(event.relatedTarget)) leave('focus');
      },
    };
  }, [release]);

  useEffect(() => () => clearTimeout(timer.current), []);
  return { held, handlers, release };
}
