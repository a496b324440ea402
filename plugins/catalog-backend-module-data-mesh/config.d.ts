import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  dataMesh?: {
    /** Bitol ODPS documents that become data products. Default: none. */
    odps?: {
      /** Where the documents are. Default: nowhere. */
      locations?: Array<{
        /**
         * Whether the target is a path on the catalog's own disk or a web address.
         * @visibility backend
         */
        type: 'file' | 'url';
        /**
         * Path or address; `*` and `**` match many files. A relative path starts at the working directory of the backend. An
         * address needs an integration or an entry in `backend.reading.allow`, and a pattern an integration that can search.
         * @visibility backend
         */
        target: string;
      }>;
      /**
       * How often the locations are listed. Default: every minute, every five where there are addresses.
       * @visibility backend
       */
      schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
    };
  };
}
