import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import { Suspense } from 'react';
import { PortalSignInPage } from './PortalSignInPage';

function renderPage(app: { signInProvider?: string }) {
  renderInTestApp(
    // Its texts are loaded; the app has a boundary of its own around the page.
    <Suspense fallback={null}>
      <PortalSignInPage onSignInSuccess={jest.fn()} />
    </Suspense>,
    {
      config: { app: { title: 'Portal', ...app } },
      apis: [mockApis.discovery({ baseUrl: 'http://portal.test' })],
    },
  );
}

describe('PortalSignInPage', () => {
  const fetchMock = jest.spyOn(global, 'fetch');

  beforeEach(() => {
    fetchMock.mockReset().mockRejectedValue(new Error('nobody is signed in'));
  });

  it('offers the guest when nothing else is configured', async () => {
    renderPage({});

    expect(await screen.findByText('Guest')).toBeInTheDocument();
  });

  it('asks the configured proxy provider and offers no guest', async () => {
    renderPage({ signInProvider: 'oauth2Proxy' });

    await waitFor(() =>
      expect(fetchMock).toHaveBeenCalledWith(
        'http://portal.test/api/auth/oauth2Proxy/refresh',
        expect.anything(),
      ),
    );
    expect(screen.queryByText('Guest')).not.toBeInTheDocument();
  });
});
