export interface Config {
  agentos?: {
    instances?: Array<{
      sources?: Array<{
        /**
         * The Redis that a source of type `celery` has as its broker, and the `broker_transport_options` of the application that
         * change what keys and channels are called.
         */
        broker?: {
          /**
           * `redis://` or `rediss://`, with user, password and the database number of the broker.
           * @visibility secret
           */
          url?: string;
          /**
           * `global_keyprefix` of the transport options.
           */
          globalKeyprefix?: string;
          /**
           * `fanout_prefix` of the transport options; `{db}` in a text is the database number.
           * @default true
           */
          fanoutPrefix?: boolean | string;
          /**
           * `fanout_patterns` of the transport options.
           * @default true
           */
          fanoutPatterns?: boolean;
          /**
           * `sep` of the transport options.
           */
          sep?: string;
          /**
           * `priority_steps` of the transport options: [0, 3, 6, 9] unless the application says otherwise.
           */
          prioritySteps?: number[];
          /**
           * `visibility_timeout` of the transport options, in seconds.
           * @default 3600
           */
          visibilityTimeoutSeconds?: number;
          /**
           * Setting `event_exchange` of the application.
           * @default celeryev
           */
          eventExchange?: string;
          /**
           * Setting `control_exchange` of the application.
           * @default celery
           */
          controlExchange?: string;
        };
        /**
         * The Redis that keeps the results of a source of type `celery`. Absent: results are not read.
         */
        backend?: {
          /**
           * `redis://` or `rediss://`, with user, password and database number when needed.
           * @visibility secret
           */
          url?: string;
          /**
           * What stands before the id of a task in the key of its result.
           * @default celery-task-meta-
           */
          keyPrefix?: string;
        };
        /**
         * Queues to show besides those that are discovered.
         */
        queues?: string[];
        /**
         * Never publishes: workers are not asked for anything, and nothing can be operated.
         * @default false
         */
        readOnly?: boolean;
        /**
         * Asks workers that were started without `-E` to send task events.
         * @default true
         */
        enableEvents?: boolean;
        inspect?: {
          /**
           * Seconds between two rounds of questions to all workers, at least 5.
           * @default 30
           */
          everySeconds?: number;
        };
        discovery?: {
          /**
           * Seconds between two searches for queues by SCAN, at least 1.
           * @default 300
           */
          everySeconds?: number;
        };
        /**
         * Names of settings of the application that the detail of a worker shows besides the usual ones.
         */
        shownSettings?: string[];
      }>;
    }>;
  };
}
