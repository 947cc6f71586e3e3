import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import type { JobRow } from '@agentos-portal/plugin-agentos-common';
import { JobState, OperationButton } from '../components';
import { useSelector } from '../hooks';
import { aJob, anEvent, capable, FakeOperations, renderWithAgentOs } from '../testUtils';

const JOB = aJob({ id: 's.embed.1', state: 'failed' });
const KINDS = ['job.retry', 'job.cancel', 'job.remove'];
const firstOf = (jobs: JobRow[]) => jobs[0];

/** The same job twice, as in the list and in its panel, with what can be done to it. */
function Page() {
  const job = useSelector('jobs', firstOf);
  return (
    <>
      {job && <JobState job={job} />}
      <JobState job={job ?? JOB} isRoomy />
      {job?.state === 'failed' && (
        <OperationButton kind="job.retry" targets={[{ id: JOB.id, source: 'sample' }]} subject="job" />
      )}
    </>
  );
}

const states = () => Array.from(document.querySelectorAll<HTMLElement>('[data-status]'));
const shown = () => states().map(({ dataset }) => [dataset.status, dataset.expected === 'true']);
const OWN_ROOM = ['user:user:default/ada'];
const REAL = [
  ['failed', false],
  ['failed', false],
];
const EXPECTED = [
  ['queued', true],
  ['queued', true],
];

async function retry(operations: FakeOperations) {
  const page = await renderWithAgentOs(<Page />, {
    sections: { jobs: [JOB] },
    operations,
    api: capable(KINDS),
  });
  const button = await screen.findByRole('button', { name: 'Retry job' });
  await waitFor(() => expect(button).toHaveAttribute('aria-disabled', 'false'));
  expect(shown()).toEqual(REAL);
  fireEvent.click(button);
  return { page, button };
}

describe('what is expected of a row', () => {
  it('shows everywhere before the server has answered, marked in words and not by colour alone', async () => {
    const operations = new FakeOperations();
    operations.begin = () => new Promise(() => {});
    const { button } = await retry(operations);

    expect(shown()).toEqual(EXPECTED);
    for (const badge of states()) {
      expect(badge).toHaveTextContent('queued, expected, not confirmed yet');
      expect(badge).toHaveAttribute('title', 'Expected, not confirmed yet');
    }
    expect(button).toHaveAttribute('aria-disabled', 'true');
  });

  it('is confirmed by the row, and then only the row counts', async () => {
    const { page } = await retry(new FakeOperations());
    expect(shown()).toEqual(EXPECTED);

    await page.commit({ upsert: { jobs: [{ ...JOB, state: 'queued' }] } });
    expect(shown().map(([, isExpected]) => isExpected)).toEqual([false, false]);

    // It failed again: nobody asked for anything since.
    await page.commit({ upsert: { jobs: [JOB] } });
    expect(shown()).toEqual(REAL);
  });

  it('is not confirmed by a row that changed in something else', async () => {
    const { page } = await retry(new FakeOperations());
    await page.commit({ upsert: { jobs: [{ ...JOB, runMs: 9 }] } });
    expect(shown()).toEqual(EXPECTED);
  });

  it('is taken back with code and reason where it was not done', async () => {
    const operations = new FakeOperations().end({ skipped: 1 }, [
      { id: JOB.id, code: 'STATE_CHANGED', message: 'it is completed' },
    ]);
    const { page } = await retry(operations);

    expect(await screen.findByText('Retry not done: it is completed (STATE_CHANGED)')).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'not done: Retry not done: it is completed (STATE_CHANGED)' }),
    ).toBeInTheDocument();
    expect(shown()).toEqual(REAL);

    await page.advance(30_000);
    expect(screen.queryByText(/not done:/)).not.toBeInTheDocument();
  });

  it('is taken back with what the server said where the request was refused', async () => {
    const operations = new FakeOperations();
    operations.begin = async () => {
      throw Object.assign(new Error('Request failed with 403'), {
        cause: new Error('the portal is read-only'),
      });
    };
    await retry(operations);

    expect(await screen.findByText('Retry not done: the portal is read-only')).toBeInTheDocument();
    expect(shown()).toEqual(REAL);
  });

  it('stays a moment after the end for a row that is late, and no longer', async () => {
    const operations = new FakeOperations().end({ succeeded: 1 });
    const { page } = await retry(operations);
    expect(await screen.findByText('Retry: done')).toBeInTheDocument();
    expect(shown()).toEqual(EXPECTED);

    await page.advance(10_000);
    expect(shown()).toEqual(REAL);
  });

  it('learns of the end by the event of the own room, though the button has left the page', async () => {
    const operations = new FakeOperations();
    const { page } = await retry(operations);
    await waitFor(() => expect(operations.asked).toHaveLength(1));
    await page.commit({ remove: { jobs: [JOB.id] } });
    expect(screen.queryByRole('button', { name: 'Retry job' })).not.toBeInTheDocument();
    operations.end({ failed: 1 }, [{ id: JOB.id, outcome: 'failed', code: 'GONE' }]);

    // It may be told before the answer of the request has come.
    await waitFor(
      async () => {
        await page.emit(
          anEvent({ type: 'operation:progress', rooms: OWN_ROOM, data: { operationId: 'op1' } }),
        );
        expect(screen.getByText('Retry not done: it is gone (GONE)')).toBeInTheDocument();
      },
      { timeout: 20_000 },
    );
  });

  it('of an earlier operation does not take back what a later one expects', async () => {
    const operations = new FakeOperations().end({ skipped: 1 }, [{ id: JOB.id, code: 'BLOCKED' }]);
    const { page, button } = await retry(operations);
    await screen.findByText(/BLOCKED/, { selector: '[role="status"]' });
    await waitFor(() => expect(button).toHaveAttribute('aria-disabled', 'false'));
    operations.begin = () => new Promise(() => {});
    await act(async () => fireEvent.click(button));
    expect(shown()).toEqual(EXPECTED);

    await page.advance(60_000);
    expect(shown()).toEqual(EXPECTED);
  });
});
