import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useSection } from '../../hooks';
import { aQueue, renderWithAgentOs, type GivenSection } from '../../testUtils';
import { SectionFrame } from './SectionFrame';

function Page() {
  const section = useSection('queues');
  return (
    <SectionFrame name="queues" title="Queues" section={section} summary="a summary" empty="Name some.">
      <ul>
        {section.rows.map(row => (
          <li key={row.id}>{row.name}</li>
        ))}
      </ul>
    </SectionFrame>
  );
}

const show = (queues: GivenSection<'queues'>) => renderWithAgentOs(<Page />, { sections: { queues } });

const ROWS = [aQueue({ name: 'embed' })];

describe('SectionFrame', () => {
  it('shows rows and their age', async () => {
    const page = await show(ROWS);

    expect(screen.getByRole('region', { name: 'Queues' })).toBeInTheDocument();
    expect(screen.getByText('embed')).toBeInTheDocument();
    expect(screen.getByText('a summary')).toBeInTheDocument();
    expect(screen.getByText('fresh, 0 s')).toBeInTheDocument();

    await page.advance(7_000);
    expect(screen.getByText('fresh, 7 s')).toBeInTheDocument();
  });

  it('says what to do when there is none', async () => {
    await show([]);

    expect(screen.getByText('No queues')).toBeInTheDocument();
    expect(screen.getByText('Name some.')).toBeInTheDocument();
    expect(screen.queryByText('a summary')).not.toBeInTheDocument();
  });

  it('waits for the first data, and does not call it empty', async () => {
    await show('loading');

    expect(screen.getByRole('status', { name: 'Loading queues' })).toBeInTheDocument();
    expect(screen.queryByText('No queues')).not.toBeInTheDocument();
  });

  it('says that a cold engine collects for the first time', async () => {
    await show({ status: 'empty' });

    expect(screen.getByText('Collecting queues for the first time.')).toBeInTheDocument();
    expect(screen.queryByText('No queues')).not.toBeInTheDocument();
  });

  it('keeps the rows of a stale section and says how old they are', async () => {
    await show({ rows: ROWS, status: 'stale', ageMs: 42_000 });

    expect(screen.getByText('embed')).toBeInTheDocument();
    expect(screen.getByText('stale, last proved 42 s ago')).toBeInTheDocument();
  });

  it('keeps the last rows of a failed section, with the error and their age', async () => {
    await show({
      rows: ROWS,
      status: 'failed',
      error: 'ECONNREFUSED',
      ageMs: 130_000,
      sources: { bull: { status: 'failed', collectedAt: null, error: 'the Redis of bull does not answer' } },
    });

    expect(screen.getByText('embed')).toBeInTheDocument();
    expect(screen.getByText('failed: ECONNREFUSED · values of 2 min ago')).toBeInTheDocument();
    await userEvent.tab();
    expect(await screen.findByRole('tooltip')).toHaveTextContent(
      'bull failed: the Redis of bull does not answer',
    );
  });

  it('says that a failed section without rows shows nothing', async () => {
    await show({ status: 'failed', error: 'ECONNREFUSED' });

    expect(screen.getByText('The queues could not be read')).toBeInTheDocument();
    expect(screen.getByText(/^ECONNREFUSED\. There is no earlier value/)).toBeInTheDocument();
    expect(screen.queryByText('No queues')).not.toBeInTheDocument();
  });

  it('gives the reason of each source, once', async () => {
    const failed = (error: string) => ({ status: 'failed' as const, collectedAt: null, error });
    await show({
      status: 'failed',
      error: 'ECONNREFUSED',
      sources: { a: failed('ECONNREFUSED'), b: failed('The password is wrong.'), c: failed('ECONNREFUSED') },
    });

    expect(screen.getByText(/^ECONNREFUSED\. The password is wrong\. There is no/)).toBeInTheDocument();
  });

  it('says that one of its sources failed', async () => {
    await show({
      rows: ROWS,
      sources: {
        sample: { status: 'fresh', collectedAt: null },
        bull: { status: 'failed', collectedAt: null, error: 'ETIMEDOUT' },
      },
    });

    expect(screen.getByText('partial: bull failed: ETIMEDOUT')).toBeInTheDocument();
  });

  it('names the permission that is missing', async () => {
    await show('forbidden');

    expect(screen.getByText('You may not see queues')).toBeInTheDocument();
    expect(screen.getByText('agentos.read')).toBeInTheDocument();
  });
});
