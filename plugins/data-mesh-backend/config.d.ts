import { HumanDuration } from '@backstage/types';

export interface Config {
  dataMesh?: {
    /**
     * Groups of the central data team. Who is in one of them, or in a group below, counts as central. Default: none.
     * @visibility backend
     */
    centralGroups?: string[];

    /**
     * Namespaces of production servers, such as `snowflake://acme.eu`; records of other servers are kept and count for nothing
     * from level 3 up. Default: a contract's own word is taken.
     * @visibility backend
     */
    productionServers?: string[];

    /**
     * Types of Component and AiResource that are AI use cases. Default: `ai-use-case`, `model`, `agent`.
     * @visibility backend
     */
    aiTypes?: string[];

    /**
     * Days on which nobody works, as `2026-12-25`; Saturdays and Sundays need not be listed. Default: none.
     * @visibility backend
     */
    holidays?: string[];

    /**
     * How often the catalog is looked at for new and changed products. Default: every 10 seconds.
     * @visibility backend
     */
    refresh?: HumanDuration | string;

    /**
     * How often groups, domains and readers around products are looked at. Default: every minute.
     * @visibility backend
     */
    surroundings?: HumanDuration | string;

    /** The contract documents that output ports refer to. */
    contracts?: {
      /**
       * Largest document that is read. Default: `5MB`.
       * @visibility backend
       */
      maxSize?: string;
      /**
       * Whether contracts beside entities from `file` locations are read from the disk of this backend. Default: false.
       * @visibility backend
       */
      allowFileLocations?: boolean;
      /**
       * How often documents behind web addresses are asked for again. Default: every 5 minutes.
       * @visibility backend
       */
      refresh?: HumanDuration | string;
    };

    evidence?: {
      /**
       * Longest body of one request with evidence, after unpacking. Default: `256MB`, some 500,000 records.
       * @visibility backend
       */
      maxSize?: string;
      /**
       * What one sender may send to one backend process. A request that has begun is read to its end; what it has over, the next one waits
       * for, with 429 and `Retry-After`.
       */
      limits?: {
        /** Each publisher. */
        publisher?: {
          /**
           * Default: 6000.
           * @visibility backend
           */
          requestsPerMinute?: number;
          /**
           * Default: 1000000.
           * @visibility backend
           */
          recordsPerMinute?: number;
        };
        /** Each person that sends by hand. */
        person?: {
          /**
           * Default: 60.
           * @visibility backend
           */
          requestsPerMinute?: number;
          /**
           * Default: 10000.
           * @visibility backend
           */
          recordsPerMinute?: number;
        };
      };
      /**
       * How long records are kept, by their own time; older ones are deleted at night and no longer taken in. Sums over them, results
       * and history stay. At least 366 days, because an evaluation reads a year. Default: 400 days.
       * @visibility backend
       */
      retention?: HumanDuration | string;
      /**
       * What is called otherwise in records than in contracts, see docs/evidence.md. Applied when records are read: nothing has to be
       * sent again. Default: none.
       */
      mappings?: {
        /** Other names of servers: a record about a data set on `from` is about the one of the same name on `to`. */
        servers?: Array<{
          /** @visibility backend */
          from: string;
          /** @visibility backend */
          to: string;
        }>;
        /** Other names of single data sets; they go before those of servers. */
        datasets?: Array<{
          from: {
            /** @visibility backend */
            namespace: string;
            /** @visibility backend */
            name: string;
          };
          to: {
            /** @visibility backend */
            namespace: string;
            /** @visibility backend */
            name: string;
          };
        }>;
      };
      /**
       * Whose accounts, roles and jobs are that records name as readers. Applied when records are read. Default: a job is the product's
       * that declares it, everything else nobody's.
       */
      principals?: Array<{
        /**
         * An account or role, as records name it; or `job`.
         * @visibility backend
         */
        principal?: string;
        job?: {
          /** @visibility backend */
          namespace: string;
          /** @visibility backend */
          name: string;
        };
        /**
         * The entity that reads by it, such as `component:default/demand-forecast`; never a person.
         * @visibility backend
         */
        consumer: string;
      }>;
    };

    slo?: {
      /**
       * How long the days of service levels are kept, see docs/slo.md; older ones are deleted at night. At least 366 days. Default:
       * three years.
       * @visibility backend
       */
      retention?: HumanDuration | string;
    };

    /**
     * How long records of a kind are kept, where that is not `evidence.retention`, as `change: { days: 1100 }`. At least 366 days.
     * @visibility backend
     */
    retention?: { [kind: string]: HumanDuration | string };

    /**
     * Who may send evidence, see docs/publishers.md. Default: nobody but people with the permission
     * `data-mesh.evidence.create`, by hand.
     */
    publishers?: Array<{
      /**
       * Part of the identity of every record: 1 to 63 lower-case letters, digits, `-`, `_`, `.`. Changing it makes old records new
       * when they are sent again.
       * @visibility backend
       */
      id: string;
      /**
       * Name on screens. Default: the id.
       * @visibility backend
       */
      title?: string;
      /**
       * Who sends: the `subject` of a token in `backend.auth.externalAccess`, `plugin:ID` of a backend plugin, or
       * `user:NAMESPACE/NAME`.
       * @visibility backend
       */
      subject: string;
      /**
       * `platform`: a source that the owners of products cannot administer. `self`: sent with the owner's own credentials.
       * `consumer`: somebody outside the owner group.
       * @visibility backend
       */
      witness: 'platform' | 'self' | 'consumer';
      /**
       * Kinds of record it may send. Default: all.
       * @visibility backend
       */
      kinds?: Array<
        | 'change'
        | 'run'
        | 'quality'
        | 'freshness'
        | 'schema'
        | 'usage'
        | 'incident'
        | 'support'
        | 'agreement'
        | 'confirmation'
        | 'policy-run'
      >;
      /**
       * Whether records that come more than 72 hours after their own time count. Default: true for `platform`, false for others.
       * @visibility backend
       */
      mayBackfill?: boolean;
      /**
       * Server of data sets that name none, such as `snowflake://acme.eu`. Default: none, and such records are refused.
       * @visibility backend
       */
      namespace?: string;
      /**
       * The group that answers for it, such as `group:default/data-platform`: shown on the sources page, and told by a notification
       * when the source falls silent. Default: nobody is told.
       * @visibility backend
       */
      owner?: string;
      /**
       * Products it may send for, as patterns such as `dataproduct:default/finance-*`. Default: all for `platform`, those of its
       * own groups for a user; needed for every other service.
       * @visibility backend
       */
      products?: string[];
    }>;
  };
}
