export interface Config {
  app?: {
    /**
     * Who signs in: `guest` (default), or the id of a proxy provider under
     * `auth.providers`, such as `oauth2Proxy`.
     * @visibility frontend
     */
    signInProvider?: string;
  };
}
