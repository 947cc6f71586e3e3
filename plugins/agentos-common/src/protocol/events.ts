/**
 * The founding events and those the nine channels need. Sources and services dispatch these; the event table says what each does.
 * @public
 */
export const EVENT_NAMES = [
  'job:created',
  'job:processing',
  'job:completed',
  'job:failed',
  'job:cancelled',
  'worker:heartbeat',
  'worker:offline',
  'worker:online',
  'worker:health',
  'queue:threshold_warning',
  'system:health_check',
  'agent:updated',
  'agent:config',
  'pipeline:status',
  'operation:progress',
] as const;

/** @public */
export type EventName = (typeof EVENT_NAMES)[number];
