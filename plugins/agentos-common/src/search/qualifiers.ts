/**
 * What a qualifier of the job search selects by, in the order the page shows them. `type` says how its values are read.
 * @public
 */
export const QUALIFIERS = {
  queue: { type: 'pattern', example: 'queue:embed,ocr', meaning: 'Name of its queue' },
  name: { type: 'pattern', example: 'name:classify.*', meaning: 'Name of the job or task' },
  state: { type: 'state', example: 'state:failed,cancelled', meaning: 'State' },
  agent: { type: 'exact', example: 'agent:classifier', meaning: 'Id of its agent' },
  pipeline: { type: 'exact', example: 'pipeline:documents', meaning: 'Id of its pipeline' },
  worker: { type: 'exact', example: 'worker:queues.embed.w1', meaning: 'Id of the worker row that ran it' },
  user: {
    type: 'exact',
    example: 'user:user:default/guest',
    meaning: 'Entity ref of the person it runs for',
  },
  error: {
    type: 'contains',
    example: 'error:"timed out"',
    meaning: 'In the type or message of its last failure',
  },
  fingerprint: {
    type: 'exact',
    example: 'fingerprint:9d1f0c4e',
    meaning: 'Fingerprint of its last failure: the same for failures that are alike',
  },
  args: {
    type: 'argument',
    example: 'args.customer.id:42',
    meaning: 'Argument at a path that the configuration lists',
  },
  id: { type: 'exact', example: 'id:queues.embed.42', meaning: 'Its id, here or in its own engine' },
  source: { type: 'exact', example: 'source:queues', meaning: 'Id of the source it comes from' },
  instance: { type: 'exact', example: 'instance:main', meaning: 'Id of its instance' },
  created: { type: 'instant', example: 'created>-2h', meaning: 'When it was created' },
  started: { type: 'instant', example: 'started<2026-01-31T12:00', meaning: 'When its last attempt started' },
  finished: { type: 'instant', example: 'finished>2026-01-31', meaning: 'When it finished' },
  duration: { type: 'duration', example: 'duration>1.5s', meaning: 'Time from started to finished' },
  priority: { type: 'number', example: 'priority:1,2', meaning: 'Priority as its engine states it' },
} as const;

/** @public */
export type Qualifier = keyof typeof QUALIFIERS;

/** @public */
export type QualifierType = (typeof QUALIFIERS)[Qualifier]['type'];

/**
 * The qualifiers whose values are read in one way.
 * @public
 */
export type QualifierOf<T extends QualifierType> = {
  [Q in Qualifier]: (typeof QUALIFIERS)[Q]['type'] extends T ? Q : never;
}[Qualifier];

/** @internal */
export const isQualifier = (name: string): name is Qualifier => Object.hasOwn(QUALIFIERS, name);
