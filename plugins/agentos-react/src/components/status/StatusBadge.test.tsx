import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { StatusBadge } from './StatusBadge';
import { STATUS_TABLE, statusLook, type StatusKind } from './statusTable';

const ALL = Object.entries(STATUS_TABLE).flatMap(([kind, looks]) =>
  Object.keys(looks).map(status => [kind as StatusKind, status] as const),
);

describe('StatusBadge', () => {
  it.each(ALL)('shows %s %s as icon and word', (kind, status) => {
    const { container } = render(<StatusBadge kind={kind} status={status} />);

    expect(screen.getByText(statusLook(kind, status).word)).toBeInTheDocument();
    expect(container.querySelector('svg[aria-hidden="true"]')).toBeInTheDocument();
  });

  it('tells the four tiers of a worker apart by word, icon and tone', () => {
    const looks = Object.values(STATUS_TABLE.tier);

    for (const what of ['word', 'icon', 'tone'] as const) {
      expect(new Set(looks.map(look => look[what])).size).toBe(4);
    }
  });

  it('shows a status nobody has listed by its own word', () => {
    render(<StatusBadge kind="job" status="constructor" />);

    expect(screen.getByText('constructor')).toBeInTheDocument();
  });

  it('says its reasons on keyboard focus', async () => {
    render(<StatusBadge kind="health" status="critical" reasons={['12 waiting, no consumer']} />);

    await userEvent.tab();

    expect(screen.getByRole('button')).toHaveFocus();
    expect(await screen.findByRole('tooltip')).toHaveTextContent('12 waiting, no consumer');
  });
});
