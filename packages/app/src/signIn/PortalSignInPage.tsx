import { ProxiedSignInPage, SignInPage } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { type SignInPageProps } from '@backstage/plugin-app-react';

/**
 * Offers the guest, or signs in through the proxy provider that
 * `app.signInProvider` names: the portal never offers what its backend refuses.
 */
export const PortalSignInPage = (props: SignInPageProps) => {
  const config = useApi(configApiRef);
  const provider = config.getOptionalString('app.signInProvider') ?? 'guest';
  return provider === 'guest' ? (
    <SignInPage {...props} providers={['guest']} align="center" />
  ) : (
    <ProxiedSignInPage {...props} provider={provider} />
  );
};
