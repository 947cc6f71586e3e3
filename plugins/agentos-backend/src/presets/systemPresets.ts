/**
 * Filters that come with the portal, in the order the page shows them.
 * @internal
 */
export const SYSTEM_PRESETS = [
  { id: 'all', title: 'All jobs', q: '' },
  { id: 'active', title: 'Active', q: 'state:processing' },
  { id: 'waiting', title: 'Waiting', q: 'state:queued' },
  { id: 'scheduled', title: 'Scheduled', q: 'state:scheduled,retrying' },
  { id: 'failed', title: 'Failed', q: 'state:failed' },
  { id: 'completed', title: 'Completed', q: 'state:completed' },
  { id: 'cancelled', title: 'Cancelled', q: 'state:cancelled' },
  { id: 'unclear', title: 'Unclear end', q: 'state:lost,unknown' },
  { id: 'slow', title: 'Ran over a minute', q: 'duration>1m' },
] as const;

/** @internal */
export const isSystemPreset = (id: string): boolean => SYSTEM_PRESETS.some(preset => preset.id === id);
