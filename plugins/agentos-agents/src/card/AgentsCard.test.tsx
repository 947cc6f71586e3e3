import { screen } from '@testing-library/react';
import { anAgent, renderWithAgentOs } from '@agentos-portal/plugin-agentos-react/testUtils';
import { AgentsCard } from './AgentsCard';

const figure = (label: string) => screen.getByText(label).previousSibling;

describe('AgentsCard', () => {
  it('counts the agents by what they do and names the one that fails', async () => {
    await renderWithAgentOs(<AgentsCard />, {
      sections: {
        agents: [
          anAgent({ id: 'a' }),
          anAgent({ id: 'b', name: 'Summariser', status: 'failing' }),
          anAgent({ id: 'c', status: 'offline' }),
        ],
      },
    });

    expect(figure('running')).toHaveTextContent('1');
    expect(figure('idle')).toHaveTextContent('0');
    expect(figure('failing')).toHaveTextContent('1');
    expect(screen.getByText('Summariser fails · 1 offline')).toBeInTheDocument();
  });

  it('shows dashes while nothing is known', async () => {
    await renderWithAgentOs(<AgentsCard />, { sections: { agents: 'loading' } });

    expect(figure('running')).toHaveTextContent('not measured');
  });
});
