import { useCallback, useLayoutEffect, useRef, useState, type RefObject, type UIEvent } from 'react';

/** So close to its end a box counts as at its end, px. */
const NEAR_PX = 12;

/** @internal */
export interface Tail {
  box: RefObject<HTMLDivElement>;
  /** The end is in sight: it follows. */
  isAtEnd: boolean;
  onScroll: (event: UIEvent) => void;
  goToEnd: () => void;
}

/**
 * Keeps a box that scrolls at its end while lines are added, unless the person has scrolled away from it.
 * @param size - changes with every line
 * @internal
 */
export function useTail(size: number): Tail {
  const box = useRef<HTMLDivElement>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  useLayoutEffect(() => {
    if (isAtEnd && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [size, isAtEnd]);
  const onScroll = useCallback(({ currentTarget: { scrollHeight, scrollTop, clientHeight } }: UIEvent) => {
    setAtEnd(scrollHeight - scrollTop - clientHeight <= NEAR_PX);
  }, []);
  return { box, isAtEnd, onScroll, goToEnd: useCallback(() => setAtEnd(true), []) };
}
