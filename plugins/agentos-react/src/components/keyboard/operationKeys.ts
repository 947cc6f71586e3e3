import type { OperationKind } from '@agentos-portal/plugin-agentos-common';

/**
 * Keys that do an operation to the row in use.
 * @internal
 */
export const OPERATION_KEYS: Partial<Record<OperationKind, string>> = {
  'job.retry': 'r',
  'job.cancel': 'c',
};

/** Says of an element that it shows one row, with what can be done to it. Spread it. @public */
export const ROW_SCOPE = { 'data-agentos-row': true } as const;

const PANEL = '[data-agentos-panel]';
const SCOPES = `[data-agentos-row], ${PANEL}`;

/** The row the focus is in, else the one whose panel is open. */
const scopeInUse = () => document.activeElement?.closest(SCOPES) ?? document.querySelector(PANEL);

/**
 * Presses the button of the row in use that answers to a key: permission, capability and confirmation are the button's own. One that
 * cannot be used takes the focus, which says why.
 * @returns whether there is one
 * @internal
 */
export function pressOperation(key: string): boolean {
  const button = scopeInUse()?.querySelector<HTMLElement>(`[aria-keyshortcuts="${key}"]`);
  if (button?.getAttribute('aria-disabled') === 'true') button.focus();
  else button?.click();
  return Boolean(button);
}
