export interface Config {
  agentos?: {
    /** Where the state is kept. `memory` (default) serves one process; `redis` any number, which then share a PostgreSQL as backend.database. */
    store?:
      | { type: 'memory' }
      | {
          type: 'redis';
          /**
           * redis:// or rediss://, with password and database number when it has them.
           * @visibility secret
           */
          url: string;
          /** A leader that gave no sign for this long is replaced, 1 to 300. Default 10. */
          leaseSeconds?: number;
        };

    /** The installations this portal shows. Ids of instances, sources, agents and pipelines are unique over all of them. */
    instances: Array<{
      /** Matches [A-Za-z0-9._~-]{1,256}, as all ids. */
      id: string;
      title?: string;
      /** Shown as a badge, e.g. `production`. */
      environment?: string;
      /** IANA time zone in which "today" begins. Default UTC. */
      timeZone?: string;
      /** What is watched. Fields beside `id` and `type` belong to the type's module. */
      sources: Array<{ id: string; type: string }>;
      /**
       * Agents: a name for task names and a queue, in pipeline order. Catalog entities with the annotation `agentos.io/agent-id` add to them,
       * see the README of the backend plugin.
       */
      agents?: Array<{
        id: string;
        title?: string;
        /** Id of its pipeline. */
        pipeline?: string;
        /** Name of its queue. */
        queue?: string;
        /** Names of the jobs it runs. */
        taskNames?: string[];
        /** Entity ref of the owner. */
        owner?: string;
        /** Objective for the run time of a job, ms. */
        objectiveMs?: number;
      }>;
      /** Titles of the pipelines. */
      pipelines?: Array<{ id: string; title?: string }>;
      /** `waitMs` for the wait in a queue; `targetMs` from creation to end for jobs of an agent or name. */
      objectives?: Array<{
        queue?: string;
        agent?: string;
        name?: string;
        waitMs?: number;
        targetMs?: number;
      }>;
      /** Fewer live workers than this are critical. */
      minimumWorkers?: number;
    }>;

    warmer?: {
      /** Period of warm_admin_cache, 1 to 60. Default 5. */
      everySeconds?: number;
      /** Without proof for this long a section is stale. Default 15. */
      ttlSeconds?: number;
      /** Limit of one collect. Default 4. */
      collectTimeoutSeconds?: number;
    };

    live?: {
      /** Origins beside app.baseUrl from which sockets are accepted. */
      allowedOrigins?: string[];
      /** Sockets one replica accepts. Default 2000. */
      maxConnections?: number;
    };

    retention?: {
      /** Seconds a dead worker stays listed. Default 3600. */
      workers?: number;
      /** Ended jobs in the index, over all states. Default 50000 in SQLite, 1000000 in PostgreSQL. */
      jobs?: number;
      /** Days that a completed or cancelled job stays in the index. Default 30. */
      jobDays?: number;
      /** Days that a job stays in the index which failed, or whose end is not known. Default 90. */
      failedJobDays?: number;
      /** How long the figures of analytics are kept; a fact older than the finest of them counts only for the coarser ones. */
      analytics?: {
        /** Hours for which there are figures of each minute and of each quarter of an hour, 24 at least. Default 48. */
        minuteHours?: number;
        /** Days for which there are figures of each hour, 7 at least. Default 30. */
        hourDays?: number;
        /** Days for which there are figures of each day (UTC), 30 at least. Default 365. */
        dayDays?: number;
      };
      /** Commits kept for resume. Default 10000. */
      changeLogCommits?: number;
      /** Bytes kept for resume. Default 64 MiB. */
      changeLogBytes?: number;
    };

    search?: {
      /**
       * Paths of job arguments that a search finds by `args.<path>:value`, such as `document` or `customer.id`, and of Celery's tasks such as
       * `args.0` or `kwargs.document`; at most 10. Their values are kept in the plugin's database, those hidden by `redact` are not.
       * Searching them needs agentos.payload.read. Where there are paths, the data of new jobs is read from BullMQ, to 64 KiB of a job; of
       * Celery's tasks it is what events tell, which Celery cuts at 1,024 characters: a longer list of arguments is not found.
       */
      args?: string[];
    };

    /** Hidden everywhere, beside password, token, secret, apiKey, authorization and cookie. */
    redact?: {
      /** Names of fields, any case, any depth. */
      keys?: string[];
      /** Paths from `args`, `result` or a field of a row or event, e.g. `args.customer.email`; any case, `*` is one part or place in a list. */
      paths?: string[];
      /**
       * Regular expressions of at most 200 characters; what matches in a text is hidden. A text is searched to its 16,384th character and not
       * shown beyond. What identifies a row or refers to one (ids, names, queues, times) is left as it is.
       */
      patterns?: string[];
    };

    /** Rows added to the event table, by event name. */
    events?: {
      [name: string]: {
        sections?: string[];
        websocket?: { event: string; rooms: string[] };
        actions?: string[];
        priority?: 'low' | 'normal' | 'high' | 'critical';
        /** Seconds. */
        ttl?: number;
        /** Fields of the payload; others are dropped. */
        payload?: { [field: string]: 'string' | 'number' | 'boolean' };
      };
    };

    /** Where the actions notify_admin and alert_ops go. Without either they are not configured. */
    alerts?: {
      /** Entity refs that get Backstage notifications; needs the notifications backend. */
      recipients?: string[];
      /** Receivers of signed posts; tried five times, then kept as dead. */
      webhooks?: Array<{
        /** @visibility secret */
        url: string;
        /** Signs the post. @visibility secret */
        secret?: string;
        /** Default both. */
        actions?: Array<'notify_admin' | 'alert_ops'>;
      }>;
    };

    /** Names of people in a source → entity refs. */
    users?: { [name: string]: string };

    /** Thresholds of health and scores; see the scoring section of agentos-common. Durations in ms, rates 0 to 1. */
    scoring?: {
      waitMs?: number;
      criticalFactor?: number;
      degradedSuccess?: number;
      criticalSuccess?: number;
      heartbeatDegradedMs?: number;
      heartbeatCriticalMs?: number;
      heartbeatOfflineMs?: number;
      cpuDegradedPercent?: number;
      minimumJobs?: number;
    };

    /** Refuses every write. Default false. */
    readOnly?: boolean;

    /** Allows writes although permission.enabled is not true. Default false. */
    allowWritesWithoutPermissions?: boolean;
  };
}
