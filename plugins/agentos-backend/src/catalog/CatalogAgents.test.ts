import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { agentOf } from '../derive/enrich';
import { readSettings } from '../settings';
import { CatalogAgents } from './CatalogAgents';

const entity = (name: string, annotations: Record<string, string>) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    title: `The ${name}`,
    annotations: Object.fromEntries(
      Object.entries(annotations).map(([key, value]) => [`agentos.io/${key}`, value]),
    ),
  },
  spec: { owner: 'group:default/somebody' },
});

type Entities = ReturnType<typeof entity>[];

function createSubject() {
  const sources = [{ id: 's', type: 't' }];
  const { instances } = readSettings(
    new ConfigReader({
      agentos: {
        instances: [
          {
            id: 'shop',
            sources,
            pipelines: [{ id: 'orders' }],
            agents: [{ id: 'pack', queue: 'pack', owner: 'group:default/packers' }],
          },
          { id: 'office', sources: [{ id: 'o', type: 't' }] },
        ],
      },
    }),
  );
  let answer: () => Promise<Entities>;
  const logger = mockServices.logger.mock();
  const agents = new CatalogAgents({ instances, read: () => answer(), logger });
  const read = async (entities: Entities | Error) => {
    answer = async () => {
      if (entities instanceof Error) throw entities;
      return entities;
    };
    await agents.refresh();
    return instances[0].agents;
  };
  return { instances, logger, read };
}

const WRITER = entity('writer', {
  'agent-id': 'write',
  instance: 'shop',
  'pipeline-id': 'orders',
  queue: 'texts',
  'task-names': 'write.letter, write.mail',
  slo: '5000@99',
});

describe('CatalogAgents', () => {
  it('adds the agents that entities name, without an owner, and takes them away again', async () => {
    const { read } = createSubject();
    expect((await read([WRITER]))[1]).toEqual({
      id: 'write',
      title: 'The writer',
      pipeline: 'orders',
      queue: 'texts',
      taskNames: ['write.letter', 'write.mail'],
      objectiveMs: 5000,
      entityRef: 'component:default/writer',
      isNamedByEntity: true,
    });
    expect((await read([])).map(({ id }) => id)).toEqual(['pack']);
  });

  it('links an entity to a configured agent, and changes nothing of it', async () => {
    const { read } = createSubject();
    const linked = entity('packer', { 'agent-id': 'pack', instance: 'shop', queue: 'other' });
    expect(await read([linked])).toEqual([
      {
        id: 'pack',
        queue: 'pack',
        taskNames: [],
        owner: 'group:default/packers',
        entityRef: 'component:default/packer',
      },
    ]);
  });

  it('gives no job of a configured agent to one of the catalog', async () => {
    const { read, instances } = createSubject();
    await read([
      entity('thief', { 'agent-id': 'thief', instance: 'shop', queue: 'pack', 'task-names': 'pack.box' }),
    ]);
    expect(agentOf(instances[0], { name: 'pack.box', queue: 'pack' })?.id).toBe('pack');
    expect(agentOf(instances[0], { name: 'pack.box', queue: 'elsewhere' })?.id).toBe('thief');
  });

  it.each<[string, Record<string, string>, string]>([
    ['nothing that it runs', { 'agent-id': 'x', instance: 'shop' }, "agent 'x' is not configured"],
    ['no id', { 'agent-id': 'a b', instance: 'shop', queue: 'q' }, 'agentos.io/agent-id: expected an id'],
    [
      'a pipeline that is none',
      { 'agent-id': 'x', instance: 'shop', queue: 'q', 'pipeline-id': 'y' },
      "'y' is no pipeline of instance 'shop'",
    ],
    [
      'an objective that is none',
      { 'agent-id': 'x', instance: 'shop', queue: 'q', slo: '5 seconds' },
      "agentos.io/slo: expected ms, or ms@percent such as 5000@99, got '5 seconds'",
    ],
    ['an objective of nothing', { 'agent-id': 'x', instance: 'shop', queue: 'q', slo: '0@99' }, "got '0@99'"],
    [
      'a task name that is too long',
      { 'agent-id': 'x', instance: 'shop', queue: 'q', 'task-names': `a,${'b'.repeat(257)}` },
      'agentos.io/task-names: expected at most 100 names of at most 256 characters',
    ],
    [
      'an agent of another instance',
      { 'agent-id': 'pack', instance: 'office' },
      'belongs to another instance',
    ],
  ])('says once of an entity with %s why it makes no agent', async (_, annotations, reason) => {
    const { read, logger } = createSubject();
    const wrong = entity('wrong', annotations);
    expect((await read([wrong])).map(({ id }) => id)).toEqual(['pack']);
    await read([wrong]);
    expect(logger.warn.mock.calls).toEqual([[expect.stringContaining(`component:default/wrong: `)]]);
    expect(logger.warn.mock.calls[0][0]).toContain(reason);
  });

  it('takes the first of two that name one agent, and leaves agents of other portals alone', async () => {
    const { read, logger } = createSubject();
    const agents = await read([
      WRITER,
      entity('author', { 'agent-id': 'write', instance: 'shop', queue: 'q' }),
      entity('stranger', { 'agent-id': 'z', instance: 'elsewhere', queue: 'q' }),
      entity('nowhere', { 'agent-id': 'z', queue: 'q' }),
    ]);
    expect(agents.map(({ entityRef }) => entityRef)).toEqual([undefined, 'component:default/author']);
    expect(logger.warn).toHaveBeenCalledWith(
      "Agents of the catalog: component:default/writer: agent 'write' is named by component:default/author already",
    );
  });

  it('keeps the agents it knows while the catalog is away', async () => {
    const { read, logger } = createSubject();
    await read([WRITER]);
    expect(await read(new Error('catalog away'))).toHaveLength(2);
    expect(logger.warn).toHaveBeenCalledWith('Agents of the catalog could not be read: catalog away');
  });
});
