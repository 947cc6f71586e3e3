/**
 * A cell that no spreadsheet takes for a formula.
 * @internal
 */
export function csvCell(value: unknown): string {
  const text = value === null || value === undefined ? '' : String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replace(/"/g, '""')}"`;
}

/** @internal */
export const csvLine = (cells: unknown[]) => `${cells.map(csvCell).join(',')}\r\n`;
