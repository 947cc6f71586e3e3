import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { queueScore } from '@agentos-portal/plugin-agentos-common';
import { aQueue } from '../../testUtils';
import { ScoreBadge } from './ScoreBadge';

describe('ScoreBadge', () => {
  it('shows every input with its measure, weight and points, and the formula, on keyboard focus', async () => {
    const queue = aQueue({ successRate: 0.9, waitP95Ms: 120_000, oldestQueuedMs: 4_000, queued: 3 });
    render(<ScoreBadge value={72} score={() => queueScore(queue)} />);

    await userEvent.tab();

    const tooltip = within(await screen.findByRole('tooltip'));
    expect(tooltip.getByText('Score 72 of 100')).toBeInTheDocument();
    const row = (name: string) => tooltip.getByRole('row', { name });
    expect(row('success rate 90 % 40 % 0.80')).toBeInTheDocument();
    expect(row('wait p95 2 min 40 % 0.50')).toBeInTheDocument();
    expect(row('oldest waiting 4 s 20 % 1.00')).toBeInTheDocument();
    expect(tooltip.getByText(/100 × Σ weight × points ÷ Σ weight/)).toBeInTheDocument();
  });

  it('says why there is none', async () => {
    const queue = aQueue({ successRate: null, waitP95Ms: null });
    render(<ScoreBadge value={null} score={() => queueScore(queue)} />);
    expect(screen.getByTitle('not measured')).toBeInTheDocument();

    await userEvent.hover(screen.getByRole('button'));

    expect(await screen.findByRole('tooltip')).toHaveTextContent(
      'insufficient data: success rate, wait p95 not measured',
    );
  });

  it('says that the inputs are newer than the score', async () => {
    render(<ScoreBadge value={10} score={() => queueScore(aQueue())} />);

    await userEvent.hover(screen.getByRole('button'));

    expect(await screen.findByRole('tooltip')).toHaveTextContent('Inputs as of now');
  });

  it('asks for the inputs only when they are shown', () => {
    const score = jest.fn();
    render(<ScoreBadge value={10} score={score} />);

    expect(score).not.toHaveBeenCalled();
  });
});
