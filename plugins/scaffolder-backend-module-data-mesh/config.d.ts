export interface Config {
  dataMesh?: {
    /**
     * Where the action `data-mesh:publish:local` makes repositories, and where the catalog looks for them. Without it the action
     * refuses and the catalog reads nothing. Default: not set.
     */
    localRepositories?: {
      /**
       * A folder that the backend may write to; a relative path starts at the backend's working directory.
       * Example: `../../.data/repositories`.
       * @visibility backend
       */
      path: string;
    };
  };
}
