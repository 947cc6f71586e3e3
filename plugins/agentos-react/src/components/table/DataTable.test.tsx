import { act, fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createPortal } from 'react-dom';
import { MemoryRouter, useLocation } from 'react-router-dom';
import { ScoreBadge } from '../score';
import type { Column } from './Column';
import { DataTable, type DataTableProps } from './DataTable';

interface Item {
  id: string;
  depth: number | null;
}

const drawn = jest.fn();

const COLUMNS: ReadonlyArray<Column<Item>> = [
  {
    id: 'name',
    label: 'Name',
    width: 100,
    sortValue: row => row.id,
    render: row => {
      drawn(row.id);
      return row.id;
    },
  },
  {
    id: 'depth',
    label: 'Depth',
    description: 'Jobs ready to run',
    width: 80,
    align: 'end',
    sortValue: row => row.depth,
    render: row => row.depth,
  },
  {
    id: 'score',
    label: 'Score',
    width: 80,
    render: row => <ScoreBadge value={row.depth} score={() => ({ score: 1, inputs: [] })} />,
  },
];

const keyOf = (row: Item) => row.id;
const ROWS: Item[] = [
  { id: 'a', depth: 1 },
  { id: 'b', depth: 3 },
  { id: 'c', depth: null },
];

function Search() {
  return <output>{useLocation().search}</output>;
}

const element = (props: Partial<DataTableProps<Item>>) => (
  <MemoryRouter future={{ v7_startTransition: true, v7_relativeSplatPath: true }}>
    <Search />
    <DataTable
      label="Items"
      rows={ROWS}
      keyOf={keyOf}
      columns={COLUMNS}
      defaultSort="name"
      toolbar={<span />}
      onOpen={() => {}}
      shortcuts
      {...props}
    />
  </MemoryRouter>
);

const names = () =>
  within(screen.getByRole('table'))
    .getAllByRole('rowheader')
    .map(cell => cell.textContent);

describe('DataTable', () => {
  beforeEach(() => drawn.mockClear());

  it('sorts by a head, keeps it in the URL, and says so', async () => {
    render(element({}));
    expect(names()).toEqual(['a', 'b', 'c']);

    await userEvent.click(screen.getByRole('button', { name: 'Depth' }));
    expect(names()).toEqual(['b', 'a', 'c']);
    expect(screen.getByRole('columnheader', { name: 'Depth' })).toHaveAttribute('aria-sort', 'descending');
    expect(screen.getByRole('status')).toHaveTextContent('?sort=-depth');

    await userEvent.click(screen.getByRole('button', { name: 'Depth' }));
    expect(names()).toEqual(['a', 'b', 'c']);
    expect(screen.getByRole('status')).toHaveTextContent('?sort=depth');
  });

  it('is walked with j, k, arrows, Home and End, and opened with Enter', async () => {
    const onOpen = jest.fn();
    render(element({ onOpen }));
    const focused = () => document.activeElement?.textContent;

    await userEvent.keyboard('j');
    expect(focused()).toBe('a');
    await userEvent.keyboard('j');
    expect(focused()).toBe('b');
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    expect(focused()).toBe('c');
    await userEvent.keyboard('k');
    expect(focused()).toBe('b');
    await userEvent.keyboard('{Home}');
    expect(focused()).toBe('a');
    await userEvent.keyboard('{End}{Enter}');
    expect(onOpen).toHaveBeenCalledTimes(1);
    expect(onOpen).toHaveBeenCalledWith(ROWS[2]);
  });

  it('has one row in the order of tabs, with what explains it', async () => {
    render(element({}));
    const [first, second] = screen.getAllByRole('row').slice(1);

    expect(
      within(first)
        .getAllByRole('button')
        .map(button => button.tabIndex),
    ).toEqual([0, 0]);
    expect(
      within(second)
        .getAllByRole('button')
        .map(button => button.tabIndex),
    ).toEqual([-1, -1]);
  });

  it('opens a row with a click, and explains without opening it', async () => {
    const onOpen = jest.fn();
    render(element({ onOpen }));

    await userEvent.click(screen.getByRole('button', { name: 'Score 3, its inputs' }));
    expect(onOpen).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole('rowheader', { name: 'b' }));
    expect(onOpen).toHaveBeenCalledWith(ROWS[1]);
  });

  it('marks the row whose panel is open', () => {
    render(element({ selectedKey: 'b' }));

    expect(screen.getByRole('row', { current: true })).toHaveTextContent('b');
  });

  it('draws only the row that changed', () => {
    const onOpen = () => {};
    const { rerender } = render(element({ onOpen }));
    drawn.mockClear();

    rerender(element({ onOpen, rows: [ROWS[0], { id: 'b', depth: 4 }, ROWS[2]] }));

    expect(drawn.mock.calls).toEqual([['b']]);
  });

  it('shows only the first rows where it is limited', () => {
    render(element({ limit: 2 }));

    expect(names()).toEqual(['a', 'b']);
  });

  it('leaves a control in a row, and what it opens elsewhere, to themselves', () => {
    const onOpen = jest.fn();
    const columns = [
      ...COLUMNS,
      { id: 'do', label: 'Do', width: 9, render: () => <button>do</button> },
      { id: 'away', label: 'Away', width: 9, render: () => createPortal(<p>away</p>, document.body) },
    ];
    render(element({ onOpen, columns, rows: [ROWS[0]] }));

    fireEvent.click(screen.getByRole('button', { name: 'do' }));
    fireEvent.click(screen.getByText('away'));
    expect(onOpen).not.toHaveBeenCalled();
    fireEvent.click(screen.getAllByRole('cell', { name: '1' })[0]);
    expect(onOpen).toHaveBeenCalledTimes(1);
  });

  it('leaves the keys of a dialog opened from a row alone', () => {
    const columns = [
      ...COLUMNS,
      { id: 'away', label: 'Away', width: 9, render: () => createPortal(<textarea />, document.body) },
    ];
    render(element({ columns, rows: [ROWS[0]] }));

    // False = its default was prevented.
    expect(fireEvent.keyDown(screen.getByRole('textbox'), { key: 'ArrowDown' })).toBe(true);
  });

  it('says when nothing matches', () => {
    render(element({ rows: [], empty: 'No item matches.' }));

    expect(screen.getByText('No item matches.')).toBeInTheDocument();
  });
});

describe('DataTable under the pointer', () => {
  const NEXT: Item[] = [
    { id: '0', depth: 0 },
    { id: 'b', depth: 7 },
    { id: 'c', depth: 2 },
  ];
  const hold = () => fireEvent.pointerMove(screen.getByRole('rowheader', { name: 'b' }));
  const letGo = () => fireEvent.pointerLeave(screen.getAllByRole('rowgroup')[1]);

  it('moves no row, shows present values, and says what waits', () => {
    const { rerender } = render(element({}));
    hold();

    rerender(element({ rows: NEXT }));

    expect(names()).toEqual(['a', 'b', 'c']);
    expect(screen.getByRole('row', { name: /^b/ })).toHaveTextContent('7');
    expect(screen.getByTitle('This row has left the list')).toHaveTextContent('a');
    expect(screen.getByText(/Order held · 1 new · 1 gone/)).toBeInTheDocument();
  });

  it('catches up when the pointer leaves', () => {
    const { rerender } = render(element({}));
    hold();
    rerender(element({ rows: NEXT }));

    letGo();

    expect(names()).toEqual(['0', 'b', 'c']);
    expect(screen.queryByText(/Order held/)).not.toBeInTheDocument();
  });

  it('catches up when it is told to', async () => {
    const { rerender } = render(element({}));
    hold();
    rerender(element({ rows: NEXT }));

    fireEvent.click(screen.getByRole('button', { name: 'Update' }));

    expect(names()).toEqual(['0', 'b', 'c']);
  });

  it('shows at once what the person asks for', () => {
    const { rerender } = render(element({}));
    hold();

    rerender(element({ rows: [ROWS[1]], filter: 'b' }));

    expect(names()).toEqual(['b']);
  });

  it('catches up when the pointer rests for 20 s', () => {
    jest.useFakeTimers();
    const { rerender } = render(element({}));
    hold();
    rerender(element({ rows: NEXT }));
    expect(names()).toEqual(['a', 'b', 'c']);

    act(() => jest.advanceTimersByTime(20_000));

    expect(names()).toEqual(['0', 'b', 'c']);
    jest.useRealTimers();
  });
});

describe('DataTable with many rows', () => {
  const MANY = Array.from({ length: 1_000 }, (_, index) => ({ id: `row-${index}`, depth: index }));
  // Nothing has a size in jsdom.
  const size = { clientHeight: 640, clientWidth: 800 };
  const before = Object.entries(size).map(
    ([name]) => [name, Object.getOwnPropertyDescriptor(Element.prototype, name)!] as const,
  );

  beforeAll(() => {
    for (const [name, value] of Object.entries(size)) {
      Object.defineProperty(Element.prototype, name, { configurable: true, value });
    }
  });
  afterAll(() => {
    for (const [name, descriptor] of before) Object.defineProperty(Element.prototype, name, descriptor);
  });

  it('draws the rows in sight and says how many there are', () => {
    render(element({ rows: MANY }));

    expect(screen.getByRole('table')).toHaveAttribute('aria-rowcount', '1001');
    expect(names().length).toBeGreaterThan(10);
    expect(names().length).toBeLessThan(60);
    expect(screen.getByRole('row', { name: /^row-0/ })).toHaveAttribute('aria-rowindex', '2');
  });

  it('draws every row of a short table', () => {
    render(element({ rows: MANY.slice(0, 100) }));

    expect(names()).toHaveLength(100);
  });
});
