import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { aQueue, renderWithAgentOs } from '../../testUtils';
import { fieldsOf } from './fields';
import { RowPanel } from './RowPanel';

const QUEUE = aQueue({ id: 'q1', name: 'embed', waitP95Ms: null });

function Page() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button onClick={() => setOpen(true)}>open</button>
      <button>elsewhere</button>
      {isOpen && (
        <RowPanel
          section="queues"
          id="q1"
          kind="Queue"
          titleOf={row => row.name}
          onClose={() => setOpen(false)}
        >
          {() => ({ before: <div>above</div> })}
        </RowPanel>
      )}
    </>
  );
}

const openPanel = async () => {
  const page = await renderWithAgentOs(<Page />, { sections: { queues: [QUEUE] } });
  await userEvent.click(screen.getByRole('button', { name: 'open' }));
  return { page, panel: screen.getByRole('dialog', { name: 'embed' }) };
};

describe('RowPanel', () => {
  it('shows every field of the row, its source, instance and rev', async () => {
    const { panel } = await openPanel();

    for (const { label } of fieldsOf('queues')) {
      expect(within(panel).getByText(label, { selector: 'dt' })).toBeInTheDocument();
    }
    expect(within(panel).getByText('wait p95').nextSibling).toHaveTextContent('not measured');
    expect(within(panel).getByText('rev').nextSibling).toHaveTextContent(QUEUE.rev);
    expect(within(panel).getByText('source').nextSibling).toHaveTextContent('sample');
    expect(within(panel).getByText('last proved').nextSibling).toHaveTextContent('0 s ago');
    expect(within(panel).getByText('above')).toBeInTheDocument();
  });

  it('takes the focus, closes on Esc and gives the focus back', async () => {
    await openPanel();
    expect(screen.getByRole('heading', { name: 'embed' })).toHaveFocus();

    await userEvent.keyboard('{Escape}');

    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'open' })).toHaveFocus();
  });

  it('leaves the focus where the person has put it meanwhile', async () => {
    await openPanel();
    const elsewhere = screen.getByRole('button', { name: 'elsewhere' });
    act(() => elsewhere.focus());

    await userEvent.keyboard('{Escape}');

    expect(elsewhere).toHaveFocus();
  });

  it('is live, and says when the row has left', async () => {
    const { page } = await openPanel();

    await page.commit({ upsert: { queues: [aQueue({ id: 'q1', name: 'embed', queued: 77 })] } });
    expect(screen.getByText('77 jobs')).toBeInTheDocument();

    await page.commit({ remove: { queues: ['q1'] } });
    expect(screen.getByText(/This queue is not in the list any more/)).toBeInTheDocument();
  });
});
