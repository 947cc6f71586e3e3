import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { MemoryRouter, useLocation, useNavigate } from 'react-router-dom';
import { useUrlParam } from './useUrlParam';
import { useUrlState } from './useUrlState';

const renderIn = (entry: string) =>
  renderHook(
    () => ({
      search: useLocation().search,
      navigate: useNavigate(),
      state: useUrlState(),
      sort: useUrlParam('sort', 'name'),
    }),
    {
      wrapper: ({ children }: { children: ReactNode }) => (
        <MemoryRouter
          future={{ v7_startTransition: true, v7_relativeSplatPath: true }}
          initialEntries={[entry]}
        >
          {children}
        </MemoryRouter>
      ),
    },
  );

describe('useUrlState', () => {
  it('changes what it is told and leaves the rest', () => {
    const { result } = renderIn('/queue?instance=main&q=a');

    act(() => result.current.state[1]({ selected: 'q1', q: undefined }));

    expect(result.current.search).toBe('?instance=main&selected=q1');
  });

  it('loses none of two changes in one go', () => {
    const { result } = renderIn('/queue');

    act(() => {
      result.current.state[1]({ a: '1' });
      result.current.state[1]({ b: '2' });
    });

    expect(result.current.search).toBe('?a=1&b=2');
  });

  it('goes back over what was pushed, not over what was replaced', () => {
    const { result } = renderIn('/queue');

    act(() => result.current.state[1]({ selected: 'q1' }, { push: true }));
    act(() => result.current.state[1]({ q: 'x' }));
    act(() => result.current.navigate(-1));

    expect(result.current.search).toBe('');
  });

  it('keeps the fallback out of the URL', () => {
    const { result } = renderIn('/queue?sort=-age');
    expect(result.current.sort[0]).toBe('-age');

    act(() => result.current.sort[1]('name'));

    expect(result.current.search).toBe('');
    expect(result.current.sort[0]).toBe('name');
  });
});
