/**
 * What every page of AgentOS does on a key.
 * @public
 */
export const SHORTCUTS: ReadonlyArray<{ keys: string[]; does: string }> = [
  { keys: ['/'], does: 'Go to the filter' },
  { keys: ['j', '↓'], does: 'Next row' },
  { keys: ['k', '↑'], does: 'Previous row' },
  { keys: ['Home', 'End'], does: 'First or last row' },
  { keys: ['Enter'], does: 'Open the row' },
  { keys: ['r'], does: 'Retry the job of the row or the open panel' },
  { keys: ['c'], does: 'Cancel the job of the row or the open panel' },
  { keys: ['Esc'], does: 'Close the panel, or clear the filter' },
  { keys: ['?'], does: 'Show this help' },
];
