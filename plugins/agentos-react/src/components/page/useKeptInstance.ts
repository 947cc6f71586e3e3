import { useEffect, useRef } from 'react';
import { useInstance } from '../../hooks';

const KEY = 'agentos.instance';

/**
 * Keeps the chosen instance while the person walks through the tabs, whose links name none. A link that names one wins.
 * @internal
 */
export function useKeptInstance(): void {
  const { instance, setInstance } = useInstance();
  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false;
      const kept = window.sessionStorage.getItem(KEY);
      if (!instance && kept) {
        setInstance(kept);
        return;
      }
    }
    if (instance) window.sessionStorage.setItem(KEY, instance);
    else window.sessionStorage.removeItem(KEY);
  }, [instance, setInstance]);
}
