import { screen } from '@testing-library/react';
import { aWorker, renderWithAgentOs } from '@agentos-portal/plugin-agentos-react/testUtils';
import { WorkersCard } from './WorkersCard';

const figure = (label: string) => screen.getByText(label).previousSibling;

describe('WorkersCard', () => {
  it('counts who is there and how busy they are', async () => {
    await renderWithAgentOs(<WorkersCard />, {
      sections: { workers: [aWorker({ id: 'a', active: 3 }), aWorker({ id: 'b', tier: 'offline' })] },
    });

    expect(figure('online')).toHaveTextContent('1');
    expect(figure('slots busy')).toHaveTextContent('3');
    expect(figure('slots')).toHaveTextContent('4');
    expect(screen.getByText('1 offline')).toBeInTheDocument();
  });

  it.each([['loading' as const], ['forbidden' as const], [{ status: 'empty' as const }]])(
    'shows dashes while nothing is known (%j)',
    async workers => {
      await renderWithAgentOs(<WorkersCard />, { sections: { workers } });

      expect(figure('online')).toHaveTextContent('not measured');
    },
  );

  it('shows 0 where there is none', async () => {
    await renderWithAgentOs(<WorkersCard />, { sections: { workers: [] } });

    expect(figure('online')).toHaveTextContent('0');
    expect(figure('slots')).toHaveTextContent('not measured');
  });
});
