import { anAgent, aPipeline } from '@agentos-portal/plugin-agentos-react/testUtils';
import { groupAgents } from './groupAgents';

describe('groupAgents', () => {
  it('orders agents by position, pipelines by name, and those without one last', () => {
    const groups = groupAgents(
      [
        anAgent({ id: 'z', pipeline: null }),
        anAgent({ id: 'b', pipeline: 'p2', position: 1 }),
        anAgent({ id: 'a', pipeline: 'p2', position: 0 }),
        anAgent({ id: 'n', pipeline: 'p2', position: null }),
        anAgent({ id: 'u', pipeline: 'unknown' }),
      ],
      [aPipeline({ id: 'p2', name: 'Beta' }), aPipeline({ id: 'p1', name: 'Alpha' })],
    );

    expect(groups.map(({ name, agents }) => [name, agents.map(agent => agent.id)])).toEqual([
      ['Alpha', []],
      ['Beta', ['a', 'b', 'n']],
      ['unknown', ['u']],
      ['Without a pipeline', ['z']],
    ]);
  });
});
