import { EVENT_PAYLOADS, type EventName } from '@agentos-portal/plugin-agentos-common';
import type { EventDefinition } from '@agentos-portal/plugin-agentos-node';

type Row = Omit<EventDefinition, 'name' | 'payload'>;

/**
 * The founding events and those the nine channels need: everything an event does stands in its row.
 * @internal
 */
export const FOUNDING_EVENTS: Record<EventName, Row> = {
  'job:created': {
    sections: ['dashboard', 'queues', 'jobs', 'analytics'],
    websocket: { event: 'job:new', rooms: ['admin', 'queue_updates', 'job_status'] },
    actions: [],
    priority: 'high',
  },
  'job:processing': {
    sections: ['dashboard', 'queues', 'jobs'],
    websocket: { event: 'job:progress', rooms: ['admin', 'job_status', 'worker_capacity', 'user:{userId}'] },
    actions: [],
    priority: 'normal',
  },
  'job:completed': {
    sections: ['dashboard', 'queues', 'jobs', 'analytics'],
    websocket: {
      event: 'job:done',
      rooms: ['admin', 'job_status', 'queue_updates', 'worker_capacity', 'user:{userId}'],
    },
    actions: [],
    priority: 'normal',
  },
  'job:failed': {
    sections: ['dashboard', 'queues', 'jobs', 'analytics'],
    websocket: { event: 'job:error', rooms: ['admin', 'alerts', 'job_status', 'user:{userId}'] },
    actions: ['notify_admin'],
    priority: 'critical',
  },
  'job:cancelled': {
    sections: ['dashboard', 'queues', 'jobs'],
    websocket: { event: 'job:cancelled', rooms: ['admin', 'job_status', 'user:{userId}'] },
    actions: [],
    priority: 'normal',
  },
  'worker:heartbeat': {
    sections: ['workers'],
    actions: [],
    priority: 'low',
    ttl: 120,
  },
  'worker:offline': {
    sections: ['workers', 'dashboard'],
    websocket: {
      event: 'worker:down',
      rooms: ['admin', 'alerts', 'worker_updates', 'worker_health', 'celery_status'],
    },
    actions: ['check_minimum_workers', 'alert_ops'],
    priority: 'critical',
  },
  'worker:online': {
    sections: ['workers', 'dashboard'],
    websocket: {
      event: 'worker:online',
      rooms: ['admin', 'worker_updates', 'worker_health', 'celery_status'],
    },
    actions: [],
    priority: 'normal',
  },
  'worker:health': {
    sections: ['workers'],
    websocket: { event: 'worker:health', rooms: ['admin', 'worker_health'] },
    actions: [],
    priority: 'normal',
  },
  'queue:threshold_warning': {
    sections: ['queues', 'dashboard'],
    websocket: { event: 'queue:warning', rooms: ['admin', 'queue_updates'] },
    actions: ['consider_scaling'],
    priority: 'high',
  },
  'system:health_check': {
    sections: ['system'],
    websocket: { event: 'system:status', rooms: ['monitoring'] },
    actions: [],
    priority: 'normal',
  },
  'agent:updated': {
    sections: ['agents'],
    websocket: { event: 'agent:updated', rooms: ['admin', 'agent_updates'] },
    actions: [],
    priority: 'normal',
  },
  'agent:config': {
    sections: ['agents'],
    websocket: { event: 'agent:config', rooms: ['admin', 'agent_config'] },
    actions: [],
    priority: 'normal',
  },
  'pipeline:status': {
    sections: ['pipelines'],
    websocket: { event: 'pipeline:status', rooms: ['admin', 'pipeline_status'] },
    actions: [],
    priority: 'normal',
  },
  'operation:progress': {
    sections: [],
    websocket: { event: 'operation:progress', rooms: ['admin', 'user:{userId}'] },
    actions: [],
    priority: 'normal',
  },
};

/** @internal */
export const foundingDefinitions = (): EventDefinition[] =>
  Object.entries(FOUNDING_EVENTS).map(([name, row]) => ({
    name,
    ...row,
    payload: EVENT_PAYLOADS[name as EventName],
  }));
