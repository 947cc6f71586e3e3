import { SignInPageBlueprint } from '@backstage/plugin-app-react';

/** Replaces the sign-in page of the app by the one app.signInProvider asks for. */
export const signInPage = SignInPageBlueprint.make({
  params: {
    loader: async () => (await import('./PortalSignInPage')).PortalSignInPage,
  },
});
