import {
  Basis,
  EvidenceKind,
} from '@meshproof/backstage-plugin-data-mesh-common';

/** What kind of value a fact has, in the words of CEL. @internal */
export type FactType = 'double' | 'bool' | 'string';

/** Facts that become known together. @internal */
export type FactGroupName =
  | 'owner'
  | 'purpose'
  | 'address'
  | 'support'
  | 'pipeline'
  | 'contract'
  | 'description'
  | 'rules'
  | 'promise'
  | 'runs'
  | 'schema'
  | 'qualityMeasured'
  | 'timelinessMeasured'
  | 'served'
  | 'changes'
  | 'readers'
  | 'timelinessKept'
  | 'qualityKept';

interface GroupEntry {
  basis: Basis;
  facts: Record<string, FactType>;
}

const GROUPS: Record<FactGroupName, GroupEntry> = {
  owner: {
    basis: 'declared',
    facts: {
      owner: 'string',
      ownerExists: 'bool',
      ownerInDomain: 'bool',
      domainName: 'string',
      ownerMembers: 'double',
      ownerCentralShare: 'double',
      curatorIsCentral: 'bool',
      curatorMembers: 'double',
      productOwners: 'double',
      productOwnersVacant: 'double',
      productOwnerSeat: 'string',
    },
  },
  purpose: {
    basis: 'declared',
    facts: { purposeSays: 'bool', consumersNamed: 'double' },
  },
  address: {
    basis: 'declared',
    facts: {
      portsNamed: 'double',
      portsAddressed: 'double',
      addressProblem: 'string',
    },
  },
  support: {
    basis: 'declared',
    facts: {
      supportChannels: 'double',
      supportPromised: 'bool',
      supportDays: 'double',
      supportAnswer: 'string',
    },
  },
  pipeline: {
    basis: 'declared',
    facts: { jobsNamed: 'double', repositoriesNamed: 'double' },
  },
  contract: {
    basis: 'declared',
    facts: {
      contractRead: 'bool',
      contractConformant: 'bool',
      contractErrors: 'double',
      versionsEqual: 'bool',
      portVersion: 'string',
      contractVersion: 'string',
    },
  },
  description: {
    basis: 'declared',
    facts: {
      columns: 'double',
      columnsDescribed: 'double',
      descriptionsDistinct: 'double',
    },
  },
  rules: {
    basis: 'declared',
    facts: {
      substantiveRules: 'double',
      uniquenessRules: 'double',
      completenessRules: 'double',
      volumeOrBusinessRules: 'double',
      criticalWithoutRule: 'double',
      criticalBare: 'string',
    },
  },
  promise: {
    basis: 'declared',
    facts: {
      timelinessPromised: 'bool',
      timelinessSentence: 'string',
      latencyDays: 'double',
      latencyCeilingDays: 'double',
      latencyCeiling: 'string',
    },
  },
  runs: {
    basis: 'observed',
    facts: {
      runsMet: 'double',
      runsExpected: 'double',
      runsWindowDays: 'double',
    },
  },
  schema: {
    basis: 'observed',
    facts: {
      schemaColumns: 'double',
      schemaAbsent: 'double',
      schemaDifferent: 'double',
      schemaExtra: 'double',
      schemaDifferences: 'string',
    },
  },
  qualityMeasured: {
    basis: 'observed',
    facts: {
      rulesPromised: 'double',
      rulesMeasured: 'double',
      mandatoryRules: 'double',
      mandatoryRulesMeasured: 'double',
      rulesUnmeasured: 'string',
      qualityWindowDays: 'double',
    },
  },
  timelinessMeasured: {
    basis: 'observed',
    facts: {
      intervalsMeasured: 'double',
      intervalsExpected: 'double',
      intervalGaps: 'double',
      intervalWindowDays: 'double',
    },
  },
  served: {
    basis: 'observed',
    facts: { readsServed: 'double', servedWindowDays: 'double' },
  },
  changes: {
    basis: 'observed',
    facts: { changesCounted: 'double', changesByOwner: 'double' },
  },
  readers: {
    basis: 'observed',
    facts: { readersOutside: 'double', readersWindowDays: 'double' },
  },
  timelinessKept: {
    basis: 'observed',
    facts: {
      intervalsKept: 'double',
      keptExpected: 'double',
      keptGaps: 'double',
      keptTarget: 'double',
      keptWindowDays: 'double',
    },
  },
  qualityKept: {
    basis: 'observed',
    facts: {
      evaluations: 'double',
      evaluationsPassed: 'double',
      rulesFailingTooLong: 'double',
      rulesFailing: 'string',
      keptQualityWindowDays: 'double',
    },
  },
};

/** A fact that a check may require. @internal */
export interface FactEntry {
  name: string;
  type: FactType;
  group: FactGroupName;
  basis: Basis;
}

/** Every fact there is, by name. @internal */
export const FACTS: ReadonlyMap<string, FactEntry> = new Map(
  (Object.entries(GROUPS) as [FactGroupName, GroupEntry][]).flatMap(
    ([group, { basis, facts }]) =>
      Object.entries(facts).map(
        ([name, type]) => [name, { name, type, group, basis }] as const,
      ),
  ),
);

/** The kinds of record that observed facts are computed from, the usual one first. @internal */
export const KINDS_OF_GROUP: Partial<Record<FactGroupName, EvidenceKind[]>> = {
  runs: ['run'],
  schema: ['schema'],
  qualityMeasured: ['quality'],
  qualityKept: ['quality'],
  timelinessMeasured: ['run', 'freshness'],
  timelinessKept: ['run', 'freshness'],
  served: ['usage'],
  readers: ['usage'],
  changes: ['change'],
};
