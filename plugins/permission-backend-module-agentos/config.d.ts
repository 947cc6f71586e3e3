export interface Config {
  permission?: {
    /** Who may do what in AgentOS. Without it nobody may do anything there. */
    agentos?: {
      /**
       * What every signed-in user may do: names of AgentOS permissions, or
       * `'*'` for all of them. Nothing when left out.
       */
      default?: string[];
      /**
       * What users and groups may do on top of `default`. A user gets the sum
       * of all rules that name the user or one of the user's groups.
       */
      rules?: Array<{
        /** The entity ref of a user or a group, as `group:default/operators`. */
        subject: string;
        /** Names of AgentOS permissions, or `'*'` for all of them. */
        allow: string[];
      }>;
    };
  };
}
