import { aDashboard, anAgent, aService } from '../testUtils';
import type { SectionView } from './CentralDataService';
import { selectRows } from './selectRows';

const view = (rows: Array<{ id: string }>) =>
  ({ rows: new Map(rows.map(row => [row.id, row])) }) as unknown as SectionView;

describe('selectRows', () => {
  it('gives the same list for the same rows and instance', () => {
    const agents = view([anAgent(), anAgent({ id: 'other', instance: 'second' })]);
    expect(selectRows(agents, 'agents')).toBe(selectRows({ ...agents }, 'agents'));
    expect(selectRows(agents, 'agents', 'second')).toBe(selectRows(agents, 'agents', 'second'));
    expect(selectRows(agents, 'agents')).toHaveLength(2);
    expect(selectRows(agents, 'agents', 'second').map(row => row.id)).toEqual(['other']);
  });

  it('keeps what speaks of the portal as a whole', () => {
    expect(selectRows(view([aDashboard({ instance: '*' })]), 'dashboard', 'second')).toHaveLength(1);
    const services = view([
      aService({ id: 'store', source: 'engine' }),
      aService({ id: 'redis', source: 'queues' }),
      aService({ id: 'broker', source: 'celery', instance: 'second' }),
    ]);
    expect(selectRows(services, 'services', 'second').map(row => row.id)).toEqual(['store', 'broker']);
  });
});
