import { EntityCardBlueprint, EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';

/** Any entity that names a queue; the portal makes a Resource of type `job-queue` of each, a team may name one on its own. */
const NAMES_A_QUEUE = { 'metadata.annotations.agentos.io/queue': { $exists: true } } as const;

/**
 * How a queue is, on the pages of entities that name one.
 * @internal
 */
export const entityQueueCard = EntityCardBlueprint.make({
  name: 'queue',
  params: {
    filter: NAMES_A_QUEUE,
    loader: () => import('./EntityQueueCard').then(({ EntityQueueCard }) => <EntityQueueCard />),
  },
});

/**
 * The jobs of a queue, on the pages of entities that name one.
 * @internal
 */
export const entityQueueJobs = EntityContentBlueprint.make({
  name: 'jobs',
  params: {
    path: 'jobs',
    title: 'Jobs',
    filter: NAMES_A_QUEUE,
    loader: () => import('./EntityQueueJobs').then(({ EntityQueueJobs }) => <EntityQueueJobs />),
  },
});
