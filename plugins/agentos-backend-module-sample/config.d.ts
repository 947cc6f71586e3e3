export interface Config {
  agentos?: {
    instances?: Array<{
      sources?: Array<{
        /**
         * For a source of type `sample`: what happens, and in which order, is the same for the same seed.
         * @default 1
         */
        seed?: number | string;
        /**
         * For a source of type `sample`: jobs of all agents created in a minute, on average, from 0 (none) to 6000.
         * @default 120
         */
        jobsPerMinute?: number;
      }>;
    }>;
  };
}
