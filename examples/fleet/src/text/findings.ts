/**
 * What can be picked out of a text by its form.
 *
 * @internal
 */
export interface Findings {
  /** ISO dates that exist in the calendar, `YYYY-MM-DD`. */
  dates: string[];
  emails: string[];
  urls: string[];
}

const DATE = /\b\d{4}-\d{2}-\d{2}\b/g;
const EMAIL = /\b[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+\b/gi;
const URL_LIKE = /\bhttps?:\/\/[^\s<>()"']+[^\s<>()"'.,;:!?]/gi;

function unique(matches: RegExpMatchArray | null): string[] {
  return [...new Set(matches ?? [])];
}

function isCalendarDate(date: string): boolean {
  const at = new Date(`${date}T00:00:00Z`);
  // 2024-02-30 parses as the first of March: compare what came back.
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date);
}

/**
 * Dates, mail addresses and URLs of a text, each once, in order of appearance.
 *
 * @internal
 */
export function findings(text: string): Findings {
  return {
    dates: unique(text.match(DATE)).filter(isCalendarDate),
    emails: unique(text.match(EMAIL)),
    urls: unique(text.match(URL_LIKE)),
  };
}
