import { screen } from '@testing-library/react';
import { anAnalyticsRow, aQueue, renderWithAgentOs } from '@agentos-portal/plugin-agentos-react/testUtils';
import { QueueCard } from './QueueCard';

const figure = (label: string) => screen.getByText(label).previousSibling;

describe('QueueCard', () => {
  it('adds the queues up and names what stands out', async () => {
    const minute = new Date(Math.floor(Date.now() / 60_000) * 60_000 - 60_000).toISOString();
    await renderWithAgentOs(<QueueCard />, {
      sections: {
        queues: [
          aQueue({ id: 'a', queued: 40 }),
          aQueue({ id: 'b', name: 'ocr', queued: 2, consumers: 0, health: 'critical' }),
        ],
        analytics: [
          anAnalyticsRow({ id: 'main.1', kind: 'minute', at: minute, windowMs: 60_000, created: 12 }),
        ],
      },
    });

    expect(figure('queued')).toHaveTextContent('42');
    expect(screen.getByText('1 critical · nobody consumes ocr')).toBeInTheDocument();
    expect(screen.getByRole('img')).toHaveAccessibleName(
      'Created per minute, 60 min: min 12, max 12, last 12',
    );
  });

  it('shows dashes, not zeros, while nothing is known', async () => {
    await renderWithAgentOs(<QueueCard />, { sections: { queues: 'loading' } });

    expect(figure('queued')).toHaveTextContent('not measured');
    expect(screen.getByText('loading')).toBeInTheDocument();
  });

  it('keeps the last figures beside the error', async () => {
    await renderWithAgentOs(<QueueCard />, {
      sections: { queues: { rows: [aQueue({ queued: 7 })], status: 'failed', error: 'ECONNREFUSED' } },
    });

    expect(figure('queued')).toHaveTextContent('7');
    expect(screen.getByText(/^failed, .*: ECONNREFUSED/)).toBeInTheDocument();
  });
});
