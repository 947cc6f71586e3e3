import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import { aQueue, aSystem, renderWithAgentOs, type RenderWithAgentOsOptions } from '../../testUtils';
import { useSection } from '../../hooks';
import { PageFrame } from './PageFrame';

function Page() {
  const { rows } = useSection('queues');
  return (
    <PageFrame label="Queue">
      <p>{rows.map(row => row.name).join()}</p>
      <output aria-label="url">{useLocation().search}</output>
    </PageFrame>
  );
}

const SYSTEMS = [
  aSystem({ id: 'main', instance: 'main', title: 'Main fleet', environment: 'production', sample: false }),
  aSystem({ id: 'demo', instance: 'demo', title: 'Demo fleet', environment: 'demo', sample: true }),
];

const show = (options: RenderWithAgentOsOptions = {}) =>
  renderWithAgentOs(<Page />, {
    sections: {
      system: SYSTEMS,
      queues: [aQueue({ id: 'a', name: 'embed' }), aQueue({ id: 'b', name: 'ocr', instance: 'demo' })],
    },
    ...options,
  });

describe('PageFrame', () => {
  beforeEach(() => window.sessionStorage.clear());

  it('has a name, a live pill and one main landmark', async () => {
    await show();

    expect(screen.getByRole('main', { name: 'Queue' })).toBeInTheDocument();
    expect(screen.getByText('Live', { selector: '[role="status"]' })).toBeInTheDocument();
  });

  it('shows SAMPLE for as long as sample data is in view', async () => {
    await show();
    expect(screen.getByText('SAMPLE')).toBeInTheDocument();
    expect(screen.getByText('demo + production')).toBeInTheDocument();

    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Instance' }), 'Main fleet');

    expect(screen.queryByText('SAMPLE')).not.toBeInTheDocument();
    expect(screen.getByText('production')).toBeInTheDocument();
    expect(screen.getByText('embed')).toBeInTheDocument();
    expect(screen.getByLabelText('url')).toHaveTextContent('?instance=main');
  });

  it('keeps the instance on the next tab, whose link names none', async () => {
    const first = await show({ path: '/?instance=demo' });
    first.unmount();

    await show({ path: '/' });

    expect(screen.getByLabelText('url')).toHaveTextContent('?instance=demo');
    expect(screen.getByText('ocr')).toBeInTheDocument();
  });

  it('lets a link choose another instance, and forgets a choice that is taken back', async () => {
    const first = await show({ path: '/?instance=demo' });
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Instance' }), 'All instances');
    first.unmount();
    const second = await show({ path: '/' });
    expect(screen.getByLabelText('url')).toHaveTextContent(/^$/);
    second.unmount();

    await show({ path: '/?instance=main' });
    expect(screen.getByText('embed')).toBeInTheDocument();
  });

  it('says that the instance of a link is not known', async () => {
    await show({ path: '/?instance=gone' });

    expect(screen.getByRole('combobox', { name: 'Instance' })).toHaveDisplayValue('gone (not known)');
  });

  it('offers no choice where there is one instance', async () => {
    await show({ sections: { system: [SYSTEMS[0]] } });

    expect(screen.getAllByRole('option').map(option => option.textContent)).toEqual(['Main fleet']);
  });
});
