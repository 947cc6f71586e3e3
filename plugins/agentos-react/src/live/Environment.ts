/**
 * What the live client needs of the browser, so that tests can hold it in their hands.
 * @internal
 */
export interface Environment {
  /** Wall clock, ms since epoch. */
  now(): number;
  /** A clock that is never set, ms. */
  monotonic(): number;
  /** From 0 up to, but without, 1. */
  random(): number;
  /** Calls once after `delayMs`; returns the way to cancel. */
  setTimer(callback: () => void, delayMs: number): () => void;
  /** Calls once before the next paint, which does not come while the tab is hidden; returns the way to cancel. */
  requestFrame(callback: () => void): () => void;
  isVisible(): boolean;
  onVisibilityChange(listener: () => void): () => void;
  /** Told when the network of the computer comes or goes. */
  onNetworkChange(listener: () => void): () => void;
}

const listen = (target: EventTarget, types: string[], listener: () => void) => {
  types.forEach(type => target.addEventListener(type, listener));
  return () => types.forEach(type => target.removeEventListener(type, listener));
};

/** @internal */
export const browserEnvironment: Environment = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  random: () => Math.random(),
  setTimer: (callback, delayMs) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
  requestFrame: callback => {
    const frame = requestAnimationFrame(callback);
    return () => cancelAnimationFrame(frame);
  },
  isVisible: () => document.visibilityState !== 'hidden',
  onVisibilityChange: listener => listen(document, ['visibilitychange'], listener),
  onNetworkChange: listener => listen(window, ['online', 'offline'], listener),
};
