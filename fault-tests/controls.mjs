/**
 * Negative controls: a guard is taken out of both replicas, in their memory, and the scenario must then fail with this.
 * `replica/guards.ts` says what stands in its place.
 */
export const CONTROLS = [
  {
    guard: 'fencing',
    title: 'a commit compares lease, epoch and version',
    scenario: 'leader-late',
    failure: /went back|differs|gap/,
  },
  {
    guard: 'rev',
    title: 'a row takes nothing with an older rev',
    scenario: 'late-collect',
    failure: /went back/,
  },
  {
    guard: 'window',
    title: 'a resume that the window does not reach is a whole state',
    scenario: 'window-left',
    failure: /was not given the whole state|missing|is not|differs/,
  },
  {
    guard: 'gap',
    title: 'a follower that the log left behind loads the state anew',
    scenario: 'log-left',
    failure: /is still there|is missing|, not |differs|to see/,
  },
  {
    guard: 'attempt',
    title: 'an attempt is recorded before its effect',
    scenario: 'operation-killed',
    failure: /before their attempt was recorded/,
  },
  {
    guard: 'attempt',
    title: 'an attempt that cannot be recorded is not made',
    scenario: 'disk-full',
    failure: /before their attempt was recorded/,
  },
  {
    guard: 'dedup',
    title: 'an event id is taken once from a source',
    scenario: 'feed-faults',
    failure: /events twice/,
  },
];
