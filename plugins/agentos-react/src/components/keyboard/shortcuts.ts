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
  { keys: ['x'], does: 'Select the job of the row' },
  { keys: ['Shift x'], does: 'Select all from the last selected job to the row' },
  { keys: ['r'], does: 'Retry what is selected, or the job of the row or the open panel' },
  { keys: ['c'], does: 'Cancel what is selected, or the job of the row or the open panel' },
  { keys: ['Esc'], does: 'Close the panel, clear the filter or the selection' },
  { keys: ['?'], does: 'Show this help' },
];
