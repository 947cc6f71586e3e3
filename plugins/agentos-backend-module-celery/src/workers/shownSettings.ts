/**
 * Settings of a Celery application that the detail of a worker shows; none of them can hold a secret.
 * @internal
 */
export const DEFAULT_SETTINGS: readonly string[] = [
  'accept_content',
  'enable_utc',
  'result_expires',
  'result_extended',
  'result_serializer',
  'task_acks_late',
  'task_acks_on_failure_or_timeout',
  'task_create_missing_queues',
  'task_default_priority',
  'task_default_queue',
  'task_default_rate_limit',
  'task_ignore_result',
  'task_reject_on_worker_lost',
  'task_send_sent_event',
  'task_serializer',
  'task_soft_time_limit',
  'task_time_limit',
  'task_track_started',
  'timezone',
  'worker_concurrency',
  'worker_max_memory_per_child',
  'worker_max_tasks_per_child',
  'worker_pool',
  'worker_pool_restarts',
  'worker_prefetch_multiplier',
  'worker_send_task_events',
];
