import { screen, within } from '@testing-library/react';
import {
  anAgent,
  anEvent,
  aQueue,
  aService,
  aSystem,
  renderWithAgentOs,
  type RenderWithAgentOsOptions,
} from '@agentos-portal/plugin-agentos-react/testUtils';
import { OverviewPage } from './OverviewPage';

const CARDS = [
  { id: 'a', title: 'A', element: <p>card a</p>, size: 'small' as const },
  { id: 'b', title: 'B', element: <p>card b</p>, size: 'full' as const },
];

const show = (options: RenderWithAgentOsOptions = {}) =>
  renderWithAgentOs(<OverviewPage cards={CARDS} />, options);

const attention = () => within(screen.getByRole('region', { name: 'Needs attention' }));
const freshness = () => within(screen.getByRole('region', { name: 'Data freshness' }));

describe('OverviewPage', () => {
  it('says how each instance is and why, the worst first', async () => {
    await show({
      sections: {
        system: [
          aSystem({ id: 'a', instance: 'a', title: 'Calm' }),
          aSystem({
            id: 'b',
            instance: 'b',
            title: 'Busy',
            status: 'degraded',
            reasons: ['`embed` backlog 4 min over its objective'],
          }),
        ],
      },
    });

    const health = screen.getByRole('status', { name: 'Health' });
    expect(health).toHaveTextContent(
      'degradedBusy: embed backlog 4 min over its objectivehealthyCalm: queues, workers and services are as they should be',
    );
  });

  it.each([
    ['loading' as const, 'waiting for the first data'],
    ['forbidden' as const, 'you need the permission agentos.read'],
    [{ status: 'failed' as const, error: 'store away' }, 'store away'],
    [[], 'no instance is configured'],
  ])('says why nothing is known of the system (%j)', async (system, text) => {
    await show({ sections: { system } });

    expect(screen.getByText(text)).toBeInTheDocument();
  });

  it('shows the cards other plugins bring', async () => {
    await show();

    expect(screen.getByText('card a')).toBeInTheDocument();
    expect(screen.getByText('card b')).toBeInTheDocument();
  });

  it('lists what needs a person, live', async () => {
    const ocr = aQueue({ id: 's.ocr', name: 'ocr', consumers: 0, queued: 9, health: 'critical' });
    const page = await show({ sections: { queues: [ocr] } });
    expect(attention().getByText('Nobody consumes ocr')).toBeInTheDocument();
    expect(attention().getByText('9 jobs')).toBeInTheDocument();

    await page.commit({ upsert: { queues: [aQueue({ id: 's.ocr', name: 'ocr' })] } });

    expect(attention().getByText('Nothing needs a person')).toBeInTheDocument();
  });

  it('never says that all is well of what nobody could look into', async () => {
    await show({ sections: { queues: 'forbidden', jobs: 'loading' } });

    expect(attention().queryByText('Nothing needs a person')).not.toBeInTheDocument();
    expect(attention().getByText(/Nothing can be said of queues, jobs now/)).toBeInTheDocument();
  });

  it('counts what has no room', async () => {
    const queues = Array.from({ length: 9 }, (_, index) =>
      aQueue({ id: `q${index}`, name: `q${index}`, health: 'critical' }),
    );
    await show({ sections: { queues } });

    expect(attention().getAllByRole('listitem')).toHaveLength(6);
    expect(attention().getByRole('button', { name: 'Show 3 more' })).toBeInTheDocument();
  });

  it('shows the events of its rooms', async () => {
    const page = await show();

    await page.emit(anEvent({ rooms: ['admin'], data: { name: 'embed.document', runMs: 800 } }));

    expect(
      within(screen.getByRole('region', { name: 'Live events' })).getByText(/^embed\.document completed/),
    ).toBeInTheDocument();
  });

  it('names the permission that events need', async () => {
    await show({ sections: { system: 'forbidden' } });

    expect(
      within(screen.getByRole('region', { name: 'Live events' })).getByText(
        'You need the permission agentos.read to see events.',
      ),
    ).toBeInTheDocument();
  });

  it('says how old a judgement is that is not of now', async () => {
    await show({ sections: { system: { rows: [aSystem()], status: 'stale', ageMs: 40_000 } } });

    expect(screen.getByRole('status', { name: 'Health' })).toHaveTextContent(
      'as of 40 s ago, not proved since',
    );
  });

  it('shows the services, what is down first', async () => {
    await show({
      sections: {
        services: [
          aService(),
          aService({ id: 'redis', name: 'Redis', status: 'down', latencyMs: null, detail: 'ECONNREFUSED' }),
        ],
      },
    });

    const rows = within(screen.getByRole('table', { name: 'Services' })).getAllByRole('rowheader');
    expect(rows.map(row => row.textContent)).toEqual(['Redis', 'State store']);
    expect(screen.getByText('1 of 2 up')).toBeInTheDocument();
  });

  it('shows how true each section is, source by source', async () => {
    await show({
      sections: {
        queues: {
          rows: [aQueue()],
          collectedAt: '2026-01-01T12:00:00.000Z',
          sources: {
            sample: { status: 'fresh', collectedAt: '2026-01-01T12:00:00.000Z' },
            bull: { status: 'failed', collectedAt: '2026-01-01T11:59:30.000Z', error: 'ECONNREFUSED' },
          },
        },
        logs: 'forbidden',
        agents: [anAgent()],
      },
    });

    const of = (name: string) => freshness().getByText(name, { selector: 'dt' }).nextSibling;
    expect(of('queues')).toHaveTextContent('sample fresh 0 s');
    expect(of('queues')).toHaveTextContent('bull failed 30 s · ECONNREFUSED');
    expect(of('logs')).toHaveTextContent('forbidden');
    expect(of('agents')).toHaveTextContent('fresh');
  });
});
