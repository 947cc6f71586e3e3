import type {
  AnalyticsDimension,
  AnalyticsRange,
  AnalyticsStep,
} from '@agentos-portal/plugin-agentos-common';

/**
 * What `getAnalytics` asks for.
 * @public
 */
export interface AnalyticsQuery {
  range: AnalyticsRange;
  /** Absent = the step of the range. */
  step?: AnalyticsStep;
  /** Absent = one series of everything. */
  by?: AnalyticsDimension;
  instance?: string;
  /** Only these keys. */
  keys?: readonly string[];
}

/**
 * What `getFailures` asks for; `from` and `to` are ISO 8601, half-open.
 * @public
 */
export interface FailureQuery {
  instance?: string;
  queue?: string;
  name?: string;
  agent?: string;
  from?: string;
  to?: string;
  cursor?: string;
  limit?: number;
}

/**
 * `?a=1&b=2`, a list repeats its name, what is undefined is left out.
 * @internal
 */
export function toSearch(values: Record<string, string | number | readonly string[] | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    for (const one of typeof value === 'object' ? value : [value]) search.append(name, String(one));
  }
  const text = search.toString();
  return text && `?${text}`;
}
