export interface Config {
  /** Only for the demo portal: people that anybody may sign in as, without a password. */
  demo?: {
    signIn?: {
      users?: Array<{
        /**
         * Reference of the user entity.
         * @visibility frontend
         */
        ref: string;
        /**
         * Shown on the sign-in page.
         * @visibility frontend
         */
        title: string;
        /**
         * What this person may do, in one sentence.
         * @visibility frontend
         */
        note: string;
      }>;
    };
  };
}
