import { fireEvent, screen, waitFor } from '@testing-library/react';
import type { OperationPlan, OperationSummary, OperationTarget } from '@agentos-portal/plugin-agentos-common';
import type { OperationsApi } from '../../operations';
import { renderWithAgentOs } from '../../testUtils';
import { OperationButton } from './OperationButton';

const counts = (total: number, done: Partial<OperationSummary['counts']> = {}) => ({
  total,
  pending: 0,
  succeeded: 0,
  failed: 0,
  skipped: 0,
  ...done,
});

/** Answers like the server; what it was asked is kept. */
function fakeOperations(ends: Partial<OperationSummary['counts']>, refused: OperationTarget[] = []) {
  const asked: Array<[string, unknown]> = [];
  const summary = (state: OperationSummary['state']): OperationSummary => ({
    operationId: 'op1',
    kind: 'job.retry',
    state,
    actor: 'user:default/ada',
    reason: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    startedAt: null,
    finishedAt: null,
    counts: counts(2, ends),
  });
  const api: OperationsApi = {
    start: async request => {
      asked.push(['start', request]);
      return summary('pending');
    },
    plan: async (request): Promise<OperationPlan> => {
      asked.push(['plan', request]);
      return {
        operationId: 'op1',
        state: 'planned',
        counts: counts(2, { pending: 2 }),
        breakdown: {
          owner: {},
          instance: { main: 2 },
          queue: { embed: 2 },
          state: { failed: 2 },
          objective: {},
        },
        blocked: [{ code: 'NOT_CAPABLE', message: 'other: only watches', count: 1 }],
        expiresAt: '2026-01-01T00:15:00.000Z',
      };
    },
    startPlan: async (id, options) => {
      asked.push(['startPlan', { id, ...options }]);
      return summary('pending');
    },
    abort: async () => summary('aborted'),
    get: async () => summary('completed'),
    getTargets: async (_, options) => refused.filter(({ outcome }) => outcome === options?.outcome),
  };
  return { api, asked };
}

const capable = (kinds: string[]) => ({
  getHealthData: async () =>
    ({ sources: { bull: { capabilities: kinds.map(kind => ({ kind, capable: true })) } } }) as never,
});

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
    const { api, asked } = fakeOperations({ succeeded: 1 });
    await render(<OperationButton kind="job.retry" targets={one} subject="job embed" />, api);
    fireEvent.click(await enabled('Retry job embed'));
    expect(await screen.findByText('Retry: done')).toHaveAttribute('role', 'status');
    expect(asked).toEqual([
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
    const { api } = fakeOperations({ skipped: 1 }, [
      { id: 'bull.embed.1', outcome: 'skipped', code: 'RUNNING', message: null, newJobId: null },
    ]);
    await render(<OperationButton kind="job.retry" targets={one} subject="job embed" />, api);
    fireEvent.click(await enabled('Retry job embed'));
    expect(await screen.findByText('Not done: it is running')).toBeInTheDocument();
  });

  it('shows a refused request', async () => {
    const { api } = fakeOperations({});
    api.start = async () => {
      throw new Error('The portal is read-only');
    };
    await render(<OperationButton kind="job.retry" targets={one} subject="job embed" />, api);
    fireEvent.click(await enabled('Retry job embed'));
    expect(await screen.findByText('The portal is read-only')).toBeInTheDocument();
  });

  it('asks before it acts on many: frozen count, breakdown, what is skipped, reason', async () => {
    const { api, asked } = fakeOperations({ succeeded: 2 });
    await render(<OperationButton kind="job.retry" targets={two} subject="2 jobs" />, api);
    fireEvent.click(await enabled('Retry 2 jobs'));
    expect(await screen.findByText('embed 2')).toBeInTheDocument();
    expect(screen.getByText(/will be skipped: other: only watches/)).toBeInTheDocument();
    const confirm = screen.getByRole('button', { name: 'Retry 2' });
    expect(confirm).toBeDisabled();
    fireEvent.change(screen.getByLabelText(/Reason/), { target: { value: 'broker was away' } });
    fireEvent.click(confirm);
    expect(await screen.findByText(/2 succeeded, 0 failed/)).toBeInTheDocument();
    expect(asked.map(([route]) => route)).toEqual(['plan', 'startPlan']);
    expect(asked[1][1]).toMatchObject({ id: 'op1', reason: 'broker was away' });
  });

  it('asks also for one target when it cannot be undone', async () => {
    const { api, asked } = fakeOperations({ succeeded: 1 });
    await render(<OperationButton kind="job.cancel" targets={one} subject="job embed" />, api);
    fireEvent.click(await enabled('Cancel job embed'));
    await screen.findByRole('dialog');
    expect(asked.map(([route]) => route)).toEqual(['plan']);
  });

  it.each([
    ['the permission is missing', { permissions: { 'agentos.job.operate': false } }, /agentos.job.operate/],
    ['its source cannot', { kinds: [] }, /does not know this operation/],
  ])('is disabled with the reason when %s', async (_name, options, reason) => {
    const { api, asked } = fakeOperations({});
    await render(<OperationButton kind="job.retry" targets={one} subject="job embed" />, api, options);
    const disabled = await button('Retry job embed');
    await waitFor(() => expect(disabled).toHaveAttribute('aria-disabled', 'true'));
    fireEvent.focus(disabled);
    fireEvent.mouseOver(disabled);
    expect(await screen.findByRole('tooltip')).toHaveTextContent(reason);
    fireEvent.click(disabled);
    expect(asked).toEqual([]);
  });
});
