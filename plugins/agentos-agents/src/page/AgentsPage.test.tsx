import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  aJob,
  anAgent,
  aPipeline,
  aQueue,
  renderWithAgentOs,
  type RenderWithAgentOsOptions,
} from '@agentos-portal/plugin-agentos-react/testUtils';
import { AgentsPage } from './AgentsPage';

const FETCHER = anAgent({ id: 'fetcher', name: 'Fetcher', position: 0, status: 'idle', queue: 'fetch' });
const EMBEDDER = anAgent({ id: 'embedder', name: 'Embedder', position: 1 });
const LONER = anAgent({
  id: 'loner',
  name: 'Loner',
  pipeline: null,
  position: null,
  status: 'failing',
  reasons: ['fails 58 % of its jobs'],
  score: null,
  successRate: null,
  objective: null,
});
const DOCUMENTS = aPipeline({
  agents: ['fetcher', 'embedder'],
  status: 'degraded',
  reasons: ['Embedder is slow'],
  bottleneck: 'embedder',
});

const show = (options: RenderWithAgentOsOptions = {}) =>
  renderWithAgentOs(<AgentsPage />, {
    ...options,
    sections: { agents: [EMBEDDER, LONER, FETCHER], pipelines: [DOCUMENTS], ...options.sections },
  });

const flow = (name: string) => within(screen.getByRole('region', { name: `Pipeline ${name}` }));
const nodes = (name: string) => flow(name).getAllByRole('listitem');

describe('AgentsPage', () => {
  it('shows each pipeline as its agents in order, and how it is as a whole', async () => {
    await show();

    expect(
      nodes('Documents').map(node => within(node).getByRole('button', { name: /er$/ }).textContent),
    ).toEqual(['Fetcher', 'Embedder']);
    expect(flow('Documents').getByText('degraded')).toBeInTheDocument();
    expect(flow('Documents').getByText('bottleneck Embedder')).toBeInTheDocument();
    expect(within(nodes('Documents')[1]).getByText('bottleneck')).toBeInTheDocument();
    expect(within(nodes('Documents')[0]).queryByText('bottleneck')).not.toBeInTheDocument();
  });

  it('shows status, throughput, success, p95 and score of an agent, and what nobody measured as a dash', async () => {
    await show();

    const [node] = nodes('Documents');
    const value = (label: string) => within(node).getByText(label).nextSibling;
    expect(within(node).getByText('idle')).toBeInTheDocument();
    expect(value('Jobs/h')).toHaveTextContent('900');
    expect(value('Success')).toHaveTextContent('99 %');
    expect(value('p95')).toHaveTextContent('800 ms');
    expect(value('Score')).toHaveTextContent('93');
    const [lonely] = nodes('Without a pipeline');
    expect(within(lonely).getByText('Success').nextSibling).toHaveTextContent('not measured');
  });

  it('lists all of them in a table, the worst first, and counts them', async () => {
    await show();

    const table = screen.getByRole('table', { name: 'Agents' });
    expect(
      within(table)
        .getAllByRole('rowheader')
        .map(cell => cell.textContent),
    ).toEqual(['Loner', 'Embedder', 'Fetcher']);
    expect(screen.getByText(/^3 agents/)).toHaveTextContent('1 running · 1 idle · 1 failing');
  });

  it('changes a node in place', async () => {
    const page = await show();

    await page.commit({ upsert: { agents: [{ ...FETCHER, jobsPerHour: 1234 }] } });

    expect(nodes('Documents')[0]).toHaveTextContent('1,234');
  });

  it('opens an agent: its queue, its jobs and every field', async () => {
    await show({
      sections: {
        queues: [aQueue({ name: 'embed', queued: 5 })],
        jobs: [
          aJob({ id: '1', agent: 'embedder', name: 'embed.document' }),
          aJob({ id: '2', agent: 'fetcher' }),
        ],
      },
    });

    await userEvent.click(within(nodes('Documents')[1]).getByRole('button', { name: 'Embedder' }));

    const panel = within(screen.getByRole('dialog', { name: 'Embedder' }));
    expect(panel.getByText(/5 queued, oldest 4 s/)).toBeInTheDocument();
    expect(panel.getAllByRole('rowheader')).toHaveLength(1);
    expect(panel.getByText(/98 % of the runs within 1 s, last hour/)).toBeInTheDocument();
    expect(panel.getByText('All fields')).toBeInTheDocument();
  });

  it('opens a pipeline', async () => {
    await show();

    await userEvent.click(flow('Documents').getByRole('button', { name: 'Documents' }));

    const panel = within(screen.getByRole('dialog', { name: 'Documents' }));
    expect(panel.getByText('Embedder is slow', { selector: 'li' })).toBeInTheDocument();
  });

  it.each([
    ['empty', [], /Name them under/],
    ['forbidden', 'forbidden' as const, /It needs the permission/],
    ['failed', { status: 'failed' as const, error: 'no queues' }, /no queues\. There is no earlier/],
  ])('says what to do when it is %s', async (_, agents, text) => {
    await show({ sections: { agents } });

    expect(screen.getByText(text)).toBeInTheDocument();
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
  });

  it('keeps the last agents of a stale section', async () => {
    await show({ sections: { agents: { rows: [FETCHER], status: 'stale', ageMs: 30_000 } } });

    expect(screen.getByText('stale, last proved 30 s ago')).toBeInTheDocument();
    expect(screen.getByRole('table', { name: 'Agents' })).toBeInTheDocument();
  });

  it('waits for the first data', async () => {
    await show({ sections: { agents: 'loading' } });

    expect(screen.getByRole('status', { name: 'Loading agents' })).toBeInTheDocument();
  });
});
