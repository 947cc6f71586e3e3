import { screen } from '@testing-library/react';
import { aQueue, renderWithAgentOs } from '@agentos-portal/plugin-agentos-react/testUtils';
import { QueueRoutes } from './QueueRoutes';

const show = (path: string) =>
  renderWithAgentOs(<QueueRoutes />, { path, sections: { queues: [aQueue({ name: 'embed' })] } });

describe('QueueRoutes', () => {
  it('opens the queues, and marks their link', async () => {
    await show('/?selected=sample.embed');

    expect(await screen.findByRole('table', { name: 'Queues' })).toBeInTheDocument();
    expect(screen.getByRole('link', { current: 'page' })).toHaveTextContent('Queues');
  });

  it('keeps the instance in the links, and nothing else', async () => {
    await show('/?instance=main&selected=sample.embed');

    const [, search] = screen.getByRole('link', { name: 'Queues' }).getAttribute('href')!.split('?');
    expect(search).toBe('instance=main');
  });
});
