/**
 * Which packages of this repository a package may import: one row a package,
 * read by scripts/eslintConfig.js.
 *
 *   common <- node  <- backend, backend modules <- packages/backend
 *   common <- react <- pages                    <- packages/app
 *
 * What is not listed is refused, also in tests. A package without a row fails
 * its lint, so a new one has to find its place here first.
 */
const COMMON = '@agentos-portal/plugin-agentos-common';
const NODE = '@agentos-portal/plugin-agentos-node';
const REACT = '@agentos-portal/plugin-agentos-react';
const REPORTER = '@agentos-portal/plugin-agentos-bullmq-reporter';
const FLEET = '@agentos-portal/example-fleet';

const BACKEND = '@agentos-portal/plugin-agentos-backend';
const SAMPLE = '@agentos-portal/plugin-agentos-backend-module-sample';
const BULLMQ = '@agentos-portal/plugin-agentos-backend-module-bullmq';
const CELERY = '@agentos-portal/plugin-agentos-backend-module-celery';
const PERMISSION = '@agentos-portal/plugin-permission-backend-module-agentos';

const CONTROL_ROOM = '@agentos-portal/plugin-agentos';
const QUEUE = '@agentos-portal/plugin-agentos-queue';
const WORKERS = '@agentos-portal/plugin-agentos-workers';
const AGENTS = '@agentos-portal/plugin-agentos-agents';

module.exports = {
  [COMMON]: [],
  // Runs in the worker processes of teams: nothing of the portal goes there.
  [REPORTER]: [],
  [FLEET]: [REPORTER],

  [NODE]: [COMMON],
  [BACKEND]: [COMMON, NODE],
  [SAMPLE]: [COMMON, NODE, FLEET],
  [BULLMQ]: [COMMON, NODE, REPORTER],
  [CELERY]: [COMMON, NODE],
  [PERMISSION]: [COMMON],

  [REACT]: [COMMON],
  [CONTROL_ROOM]: [COMMON, REACT],
  [QUEUE]: [COMMON, REACT],
  [WORKERS]: [COMMON, REACT],
  [AGENTS]: [COMMON, REACT],

  backend: [BACKEND, SAMPLE, BULLMQ, CELERY, PERMISSION],
  app: [REACT, CONTROL_ROOM, QUEUE, WORKERS, AGENTS],
};
