/**
 * Rooms open to everyone with `agentos.read`. Besides them each person has `user:<entity ref>`, joined automatically and by nobody else.
 * @public
 */
export const ROOMS = [
  'admin',
  'alerts',
  'monitoring',
  'queue_updates',
  'job_status',
  'worker_capacity',
  'worker_updates',
  'worker_health',
  'celery_status',
  'agent_updates',
  'agent_config',
  'pipeline_status',
] as const;

/** @public */
export type RoomName = (typeof ROOMS)[number];

/**
 * The room of a person.
 * @param entityRef - full entity ref, e.g. `user:default/ada`
 * @public
 */
export const userRoom = (entityRef: string) => `user:${entityRef}`;
