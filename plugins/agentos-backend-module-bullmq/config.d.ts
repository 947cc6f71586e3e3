export interface Config {
  agentos?: {
    instances?: Array<{
      sources?: Array<{
        /**
         * Where the queues of a source of type `bullmq` live.
         */
        redis?: {
          /**
           * `redis://` or `rediss://`, with user, password and database number when needed.
           * @visibility secret
           */
          url?: string;
        };
        /**
         * Key prefix that the queues were made with.
         * @default bull
         */
        prefix?: string;
        /**
         * Names of the queues. Empty or absent: they are discovered.
         */
        queues?: string[];
        discovery?: {
          /**
           * Seconds between two searches for queues by SCAN, at least 1.
           * @default 300
           */
          everySeconds?: number;
        };
      }>;
    }>;
  };
}
