import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  aJob,
  anEvent,
  aQueue,
  aWorker,
  capable,
  FakeOperations,
  renderWithAgentOs,
  type RenderWithAgentOsOptions,
} from '@agentos-portal/plugin-agentos-react/testUtils';
import { WorkersPage } from './WorkersPage';

const W1 = aWorker({
  id: 's.w1',
  name: 'w1',
  queues: ['embed'],
  hostname: 'host-a',
  active: 2,
  concurrency: 4,
});
const W2 = aWorker({
  id: 's.w2',
  name: 'w2',
  queues: ['embed'],
  hostname: 'host-b',
  tier: 'critical',
  reasons: ['success rate 42 % over 15 min'],
});
const W3 = aWorker({
  id: 's.w3',
  name: 'w3',
  queues: ['ocr', 'index'],
  hostname: null,
  tier: 'offline',
  cpuPercent: null,
  memoryBytes: null,
});
const QUEUES = [
  aQueue({ id: 's.embed', name: 'embed', processing: 3 }),
  aQueue({ id: 's.ocr', name: 'ocr', consumers: 0, queued: 9 }),
];

const show = (options: RenderWithAgentOsOptions = {}) =>
  renderWithAgentOs(<WorkersPage />, {
    ...options,
    sections: { workers: [W1, W2, W3], queues: QUEUES, ...options.sections },
  });

const tile = (name: string) => screen.getByRole('button', { name }).closest('article')!;
const groups = () => screen.getAllByRole('heading', { level: 3 }).map(heading => heading.textContent);

describe('WorkersPage', () => {
  it('shows busy and total slots of each queue, those nobody consumes first', async () => {
    await show();

    const [first, second] = within(screen.getByRole('region', { name: 'Capacity' })).getAllByRole('listitem');
    expect(first).toHaveTextContent('ocr');
    expect(first).toHaveTextContent('nobody');
    expect(first).toHaveTextContent('9 queued');
    expect(second).toHaveTextContent('embed3 / 8');
    expect(within(second).getByRole('meter')).toHaveAttribute('aria-valuetext', '3 of 8 slots busy');
  });

  it('shows each worker as a tile whose tier is a word, an icon and a colour', async () => {
    await show();

    expect(tile('w1')).toHaveTextContent('healthy');
    expect(tile('w2')).toHaveAttribute('data-tier', 'critical');
    expect(within(tile('w3')).getByText('offline').querySelector('svg')).toBeInTheDocument();
    expect(within(tile('w1')).getByRole('meter')).toHaveAttribute('aria-valuetext', '2 of 4 slots busy');
    expect(screen.getByText(/3 workers · /)).toHaveTextContent('4 of 8 slots busy');
  });

  it('shows what nobody measured as a dash', async () => {
    await show();

    expect(within(tile('w3')).getByText('CPU').nextSibling).toHaveTextContent('not measured');
    expect(within(tile('w1')).getByText('CPU').nextSibling).toHaveTextContent('35 %');
  });

  it('says what a worker runs now, and follows it', async () => {
    const page = await show({
      sections: { jobs: [aJob({ id: 'j1', name: 'embed.document', worker: 's.w1' })] },
    });
    expect(tile('w1')).toHaveTextContent('embed.document');
    expect(tile('w2')).toHaveTextContent('no job known to run');

    await page.commit({
      upsert: { jobs: [aJob({ id: 'j1', name: 'embed.document', worker: 's.w1', state: 'completed' })] },
    });

    expect(tile('w1')).toHaveTextContent('no job known to run');
  });

  it('groups by the queues a worker serves, or by host, in the URL', async () => {
    await show();
    expect(groups()).toEqual(['embed2 workers1 critical', 'index + ocr1 worker1 offline']);

    await userEvent.click(screen.getByRole('button', { name: 'By host' }));

    expect(groups()).toEqual([
      'host not known1 worker1 offline',
      'host-a1 worker',
      'host-b1 worker1 critical',
    ]);
  });

  it('survives what an address may hold', async () => {
    await show({ path: '/?group=constructor&view=constructor' });

    expect(groups()).toHaveLength(2);
  });

  it('shows a table instead, and the filter narrows both', async () => {
    await show({ path: '/?q=embed' });
    expect(screen.getAllByRole('article')).toHaveLength(2);

    await userEvent.click(screen.getByRole('button', { name: 'Table' }));

    const table = screen.getByRole('table', { name: 'Workers' });
    expect(
      within(table)
        .getAllByRole('rowheader')
        .map(cell => cell.textContent),
    ).toEqual(['w2', 'w1']);
    expect(screen.queryByRole('button', { name: 'By host' })).not.toBeInTheDocument();
  });

  it('starts with the table where tiles would be too many', async () => {
    const many = Array.from({ length: 201 }, (_, index) => aWorker({ id: `s.w${index}`, name: `w${index}` }));
    await show({ sections: { workers: many } });

    expect(screen.getByRole('table', { name: 'Workers' })).toBeInTheDocument();
  });

  it('opens a worker: its jobs, and every field', async () => {
    await show({
      sections: {
        jobs: [
          aJob({ id: 'j1', name: 'embed.document', worker: 's.w2' }),
          aJob({ id: 'j2', worker: 's.w1' }),
        ],
      },
    });

    await userEvent.click(screen.getByRole('button', { name: 'w2' }));

    const panel = within(screen.getByRole('dialog', { name: 'w2' }));
    expect(panel.getByText('success rate 42 % over 15 min', { selector: 'li' })).toBeInTheDocument();
    expect(panel.getAllByRole('rowheader')).toHaveLength(1);
    expect(panel.getByText('All fields')).toBeInTheDocument();
    expect(tile('w2')).toHaveAttribute('aria-current', 'true');
  });

  it('drains a worker and lets it take jobs again; tile, table and panel say so before and after', async () => {
    const operations = new FakeOperations();
    const page = await show({ operations, api: capable(['worker.drain']) });
    const confirm = async (title: string) => {
      await userEvent.click(await screen.findByRole('button', { name: `${title} worker w1` }));
      fireEvent.change(await screen.findByLabelText(/Reason/), { target: { value: 'new release' } });
      await userEvent.click(screen.getByRole('button', { name: `${title} 1` }));
    };
    const flags = () =>
      Array.from(
        document.querySelectorAll<HTMLElement>('[data-status="draining"], [data-status="resumed"]'),
      ).map(({ dataset }) => [dataset.status, dataset.expected === 'true']);
    const both = (status: string, isExpected: boolean) => [
      [status, isExpected],
      [status, isExpected],
    ];
    await userEvent.click(screen.getByRole('button', { name: 'w1' }));
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Drain worker w1' })).toHaveAttribute(
        'aria-disabled',
        'false',
      ),
    );
    expect(flags()).toEqual([]);

    await confirm('Drain');
    expect(flags()).toEqual(both('draining', true));
    expect(operations.asked[0]).toEqual(['plan', expect.objectContaining({ kind: 'worker.drain' })]);
    expect(operations.asked[0][1]).not.toMatchObject({ params: expect.anything() });
    operations.end({ succeeded: 1 });
    await page.commit({ upsert: { workers: [{ ...W1, draining: true }] } });
    expect(flags()).toEqual(both('draining', false));
    await page.emit(
      anEvent({ type: 'operation:progress', rooms: ['user:user:default/ada'], data: { operationId: 'op1' } }),
    );
    await screen.findByText(/^Done/);
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));

    await confirm('Resume');
    expect(operations.asked[2]).toEqual(['plan', expect.objectContaining({ params: { resume: true } })]);
    await page.commit({ upsert: { workers: [{ ...W1, draining: false }] } });
    expect(flags()).toEqual([]);

    await page.commit({ upsert: { workers: [{ ...W1, draining: true }] } });
    await userEvent.click(screen.getByRole('button', { name: 'Table', hidden: true }));
    expect(
      within(screen.getByRole('table', { name: 'Workers', hidden: true })).getByText('draining'),
    ).toBeVisible();
  });

  it('says that a worker is stopping from the moment it is asked to, until it is offline', async () => {
    const operations = new FakeOperations();
    const page = await show({ operations, api: capable(['worker.shutdown']) });
    await userEvent.click(screen.getByRole('button', { name: 'w1' }));
    const shutDown = await screen.findByRole('button', { name: 'Shut down worker w1' });
    await waitFor(() => expect(shutDown).toHaveAttribute('aria-disabled', 'false'));
    await userEvent.click(shutDown);
    fireEvent.change(await screen.findByLabelText(/Reason/), { target: { value: 'new release' } });
    await userEvent.click(screen.getByRole('button', { name: 'Shut down 1' }));
    const stopping = () => document.querySelectorAll('[data-status="stopping"][data-expected="true"]');
    await waitFor(() => expect(stopping()).toHaveLength(2));
    await page.commit({ upsert: { workers: [{ ...W1, tier: 'offline' }] } });
    expect(stopping()).toHaveLength(0);
  });

  it.each([
    ['empty', [], /Start a worker process/],
    ['forbidden', 'forbidden' as const, /It needs the permission/],
    ['failed', { status: 'failed' as const, error: 'ECONNREFUSED' }, /ECONNREFUSED\. There is no earlier/],
  ])('says what to do when it is %s', async (_, workers, text) => {
    await show({ sections: { workers } });

    expect(screen.getByText(text)).toBeInTheDocument();
  });

  it('keeps the last tiles of a stale section', async () => {
    await show({ sections: { workers: { rows: [W1], status: 'stale', ageMs: 30_000 } } });

    expect(tile('w1')).toBeInTheDocument();
    expect(screen.getByText('stale, last proved 30 s ago')).toBeInTheDocument();
  });

  it('waits for the first data', async () => {
    await show({ sections: { workers: 'loading' } });

    expect(screen.getByRole('status', { name: 'Loading workers' })).toBeInTheDocument();
  });
});
