import { createContext, useContext, useSyncExternalStore } from 'react';
import { Ticker } from './Ticker';

/**
 * The page's ticker; tests give their own.
 * @public
 */
export const TickerContext = createContext(new Ticker());

/**
 * The present, ms since epoch, once a second.
 * @public
 */
export function useNow(): number {
  const ticker = useContext(TickerContext);
  return useSyncExternalStore(ticker.subscribe, ticker.now);
}
