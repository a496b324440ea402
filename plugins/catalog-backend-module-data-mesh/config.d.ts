import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  dataMesh?: {
    /** Bitol ODPS documents that become data products. */
    odps?: {
      /** Where the documents are. */
      locations?: Array<{
        /** Whether the target is a path on the catalog's own disk or a web address. */
        type: 'file' | 'url';
        /**
         * Path or address; `*` and `**` match many files. A relative path starts at the working directory of the backend. An
         * address needs an integration or an entry in `backend.reading.allow`, and a pattern an integration that can search.
         */
        target: string;
      }>;
      /** How often the locations are listed; every minute by default, every five where there are addresses. */
      schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
    };
  };
}
