/**
 * How large a job search may be: UTF-16 characters, conditions and words of text together, and values of one condition.
 * @public
 */
export const JOB_QUERY_LIMITS = { characters: 2_000, conditions: 50, values: 50 } as const;
