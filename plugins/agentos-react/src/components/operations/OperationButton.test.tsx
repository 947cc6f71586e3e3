import { fireEvent, screen, waitFor } from '@testing-library/react';
import type { OperationsApi } from '../../operations';
import { capable, FakeOperations, renderWithAgentOs } from '../../testUtils';
import { OperationButton } from './OperationButton';

const one = [{ id: 'bull.embed.1', source: 'bull' }];
const two = [...one, { id: 'bull.embed.2', source: 'bull' }];

describe('OperationButton', () => {
  const render = (
    element: JSX.Element,
    operations: OperationsApi,
    options: { permissions?: Record<string, boolean>; kinds?: string[] } = {},
  ) =>
    renderWithAgentOs(element, {
      operations,
      permissions: options.permissions,
      api: capable(options.kinds ?? ['job.retry', 'job.cancel']),
    });

  const button = (name: string) => screen.findByRole('button', { name });
  const enabled = async (name: string) => {
    await waitFor(async () => expect(await button(name)).toHaveAttribute('aria-disabled', 'false'));
    return button(name);
  };

  it('does one harmless target at once and says so', async () => {
    const api = new FakeOperations().end({ succeeded: 1 });
    await render(<OperationButton kind="job.retry" targets={one} subject="job embed" />, api);
    fireEvent.click(await enabled('Retry job embed'));
    expect(await screen.findByText('Retry: done')).toHaveAttribute('role', 'status');
    expect(api.asked).toEqual([
      [
        'start',
        expect.objectContaining({
          kind: 'job.retry',
          targets: { ids: ['bull.embed.1'] },
          idempotencyKey: expect.any(String),
        }),
      ],
    ]);
  });

  it('takes back what the source refused, with the reason', async () => {
    const api = new FakeOperations().end({ skipped: 1 }, [{ id: 'bull.embed.1', code: 'RUNNING' }]);
    await render(<OperationButton kind="job.retry" targets={one} subject="job embed" />, api);
    fireEvent.click(await enabled('Retry job embed'));
    expect(await screen.findByText('Not done: it is running')).toBeInTheDocument();
  });

  it('shows a refused request', async () => {
    const api = new FakeOperations();
    jest.spyOn(api, 'start').mockRejectedValue(new Error('The portal is read-only'));
    await render(<OperationButton kind="job.retry" targets={one} subject="job embed" />, api);
    fireEvent.click(await enabled('Retry job embed'));
    expect(await screen.findByText('The portal is read-only')).toBeInTheDocument();
  });

  it('asks before it acts on many: frozen count, breakdown, what is skipped, reason', async () => {
    const api = new FakeOperations().end({ total: 2, succeeded: 2 });
    api.planned = {
      breakdown: { owner: {}, instance: {}, queue: { embed: 2 }, state: {}, objective: {} },
      blocked: [{ code: 'NOT_CAPABLE', message: 'other: only watches', count: 1 }],
    };
    await render(<OperationButton kind="job.retry" targets={two} subject="2 jobs" />, api);
    fireEvent.click(await enabled('Retry 2 jobs'));
    expect(await screen.findByText('embed 2')).toBeInTheDocument();
    expect(screen.getByText(/will be skipped: other: only watches/)).toBeInTheDocument();
    const confirm = screen.getByRole('button', { name: 'Retry 2' });
    expect(confirm).toBeDisabled();
    fireEvent.change(screen.getByLabelText(/Reason/), { target: { value: 'broker was away' } });
    fireEvent.click(confirm);
    expect(await screen.findByText(/2 succeeded, 0 failed/)).toBeInTheDocument();
    expect(api.asked.map(([route]) => route)).toEqual(['plan', 'startPlan']);
    expect(api.asked[1][1]).toMatchObject({ id: 'op1', reason: 'broker was away' });
  });

  it('rests and goes on while it runs, and says beforehand where there may be more', async () => {
    const api = new FakeOperations();
    api.planned = { complete: false, gaps: [{ source: 'celery', reason: 'it cannot list its jobs' }] };
    await render(<OperationButton kind="job.retry" targets={two} subject="2 jobs" />, api);
    fireEvent.click(await enabled('Retry 2 jobs'));
    expect(
      await screen.findByText('Of celery there may be more: it cannot list its jobs'),
    ).toBeInTheDocument();
    fireEvent.change(screen.getByLabelText(/Reason/), { target: { value: 'broker was away' } });
    fireEvent.click(screen.getByRole('button', { name: 'Retry 2' }));
    fireEvent.click(await button('Pause'));
    expect(await screen.findByText(/^Paused: /)).toBeInTheDocument();
    fireEvent.click(await button('Resume'));
    await button('Pause');
    expect(screen.queryByText(/^Paused: /)).not.toBeInTheDocument();
    expect(api.asked.map(([route]) => route)).toEqual(['plan', 'startPlan', 'pause', 'resume']);
  });

  it('asks also for one target when it cannot be undone', async () => {
    const api = new FakeOperations().end({ succeeded: 1 });
    await render(<OperationButton kind="job.cancel" targets={one} subject="job embed" />, api);
    fireEvent.click(await enabled('Cancel job embed'));
    await screen.findByRole('dialog');
    expect(api.asked.map(([route]) => route)).toEqual(['plan']);
  });

  it.each([
    ['the permission is missing', { permissions: { 'agentos.job.operate': false } }, /agentos.job.operate/],
    ['its source cannot', { kinds: [] }, /does not know this operation/],
  ])('is disabled with the reason when %s', async (_name, options, reason) => {
    const api = new FakeOperations();
    await render(<OperationButton kind="job.retry" targets={one} subject="job embed" />, api, options);
    const disabled = await button('Retry job embed');
    await waitFor(() => expect(disabled).toHaveAttribute('aria-disabled', 'true'));
    fireEvent.focus(disabled);
    fireEvent.mouseOver(disabled);
    expect(await screen.findByRole('tooltip')).toHaveTextContent(reason);
    fireEvent.click(disabled);
    expect(api.asked).toEqual([]);
  });
});
