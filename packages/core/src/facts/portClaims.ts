import { ContractColumn, ContractRule } from '../contract/types';
import { Context } from './Context';
import { DAY, lengthInWords } from './calendar';
import { canFail } from './canFail';
import { PortEvidence } from './counted';
import { declared, FactGroup, missing } from './Fact';
import { PortTimeline } from './portTimelines';
import { saysNothing } from './productClaims';
import { rhythmOf } from './rhythm';

function currentOf(timeline: PortTimeline) {
  return timeline.versions[timeline.versions.length - 1];
}

function sameSemanticVersion(a: string | undefined, b: string | undefined) {
  const plain = (version: string) => version.trim().replace(/^v/i, '');
  return a !== undefined && b !== undefined && plain(a) === plain(b);
}

function noContract(timeline: PortTimeline): FactGroup {
  return missing(
    'declared',
    'not-wired',
    currentOf(timeline).port.contract === undefined
      ? `Port ${timeline.id} names no contract`
      : `The contract of port ${timeline.id} could not be read`,
  );
}

/** Facts for check 4, over all ports in the claims. @internal */
export function addressFacts(timelines: PortTimeline[]): FactGroup {
  const current = timelines.filter(port => port.removedAt === undefined);
  const problem = current
    .map(port => {
      const { addresses } = currentOf(port);
      if (addresses?.state === 'not-wired') {
        return addresses.reason;
      }
      return port.datasets.length > 0
        ? `Port ${port.id} has an address and no type.`
        : undefined;
    })
    .find(reason => reason !== undefined);
  return declared({
    portsNamed: new Set(current.map(port => port.id)).size,
    portsAddressed: current.filter(
      port => port.datasets.length > 0 && currentOf(port).port.type?.trim(),
    ).length,
    addressProblem: problem ?? 'No contract names a server and an object.',
  });
}

/** Facts for check 6. @internal */
export function contractFacts(timeline: PortTimeline): FactGroup {
  const { port, reading } = currentOf(timeline);
  return declared({
    contractRead: reading !== undefined,
    contractConformant: reading?.conformant ?? false,
    contractErrors:
      reading?.problems.filter(({ severity }) => severity === 'error').length ??
      0,
    versionsEqual: sameSemanticVersion(port.version, reading?.version),
    portVersion: port.version?.trim() || 'none',
    contractVersion: reading?.version ?? 'none',
  });
}

/**
 * Columns of the contract in force and those taken out of it less than a window ago, as they were last; except those that the
 * real schema does not show, which is a correction. A column keeps the strictest flags it had in that time. @internal
 */
function columnsInJudgement(
  context: Context,
  evidence: PortEvidence,
  w3: number,
): ContractColumn[] {
  const { versions } = evidence.port;
  const columns = new Map<string, ContractColumn>();
  const schemas = evidence.counted('schema', ['self', 'platform']);
  const latest = schemas[schemas.length - 1];
  const real = new Set(
    latest?.columns.map(({ name }) => name.trim().toLowerCase()),
  );
  versions.forEach((version, index) => {
    const isCurrent = index === versions.length - 1;
    if (!isCurrent && context.horizon.reached(version.to + w3)) {
      return;
    }
    for (const column of version.reading?.columns ?? []) {
      const key = `${column.object}/${column.name}`;
      const earlier = columns.get(key);
      columns.set(
        key,
        earlier
          ? {
              ...column,
              required: column.required || earlier.required,
              critical: column.critical || earlier.critical,
              primaryKey: column.primaryKey || earlier.primaryKey,
            }
          : column,
      );
    }
  });
  const current = new Set(
    (versions[versions.length - 1].reading?.columns ?? []).map(
      column => `${column.object}/${column.name}`,
    ),
  );
  return [...columns].flatMap(([key, column]) => {
    const name = (column.physicalName ?? column.name).trim().toLowerCase();
    const corrected =
      !current.has(key) && latest !== undefined && !real.has(name);
    return corrected ? [] : [column];
  });
}

/** Facts for check 7. @internal */
export function descriptionFacts(
  context: Context,
  evidence: PortEvidence,
  w3: number,
): FactGroup {
  const { reading } = currentOf(evidence.port);
  if (!reading) {
    return noContract(evidence.port);
  }
  const { scaffoldTexts } = context.situation.settings;
  const columns = columnsInJudgement(context, evidence, w3);
  const described = columns.filter(
    column => !saysNothing(column.description, column.name, scaffoldTexts),
  );
  const distinct = new Set(
    described.map(column => column.description!.trim().toLowerCase()),
  );
  return declared({
    columns: columns.length,
    columnsDescribed: described.length,
    descriptionsDistinct: distinct.size,
  });
}

/** Rules that check 9 counts: a machine can run them, they can fail, and no two say the same. @internal */
function substantiveRules(rules: ContractRule[]): ContractRule[] {
  const seen = new Set<string>();
  return rules.filter(rule => {
    const counts = canFail(rule) && !seen.has(rule.fingerprint);
    seen.add(rule.fingerprint);
    return counts;
  });
}

function isOn(rule: ContractRule, column: ContractColumn): boolean {
  return (
    rule.column === column.name &&
    (rule.object === undefined || rule.object === column.object)
  );
}

/** Facts for check 9. @internal */
export function ruleFacts(
  context: Context,
  evidence: PortEvidence,
  w3: number,
): FactGroup {
  const { reading } = currentOf(evidence.port);
  if (!reading) {
    return noContract(evidence.port);
  }
  const rules = substantiveRules(reading.rules);
  const columns = columnsInJudgement(context, evidence, w3);
  // A rule on a column counts where that column matters; where a contract says of none, on any.
  const onThose = (matters: (column: ContractColumn) => boolean) => {
    const those = columns.filter(matters);
    return (rule: ContractRule) =>
      rule.column === undefined ||
      those.length === 0 ||
      those.some(column => isOn(rule, column));
  };
  const onKey = onThose(column => column.primaryKey || column.unique);
  const onRequired = onThose(
    column => column.required || column.critical || column.primaryKey,
  );
  const counts = (covers: ContractRule['covers'][]) =>
    rules.filter(rule => covers.includes(rule.covers));
  const uniqueKeys = counts(['uniqueness']).filter(onKey);
  const bare = columns.filter(
    column =>
      column.critical &&
      !rules.some(rule => isOn(rule, column)) &&
      !(column.primaryKey && uniqueKeys.length > 0),
  );
  return declared({
    substantiveRules: rules.length,
    uniquenessRules: uniqueKeys.length,
    completenessRules: counts(['completeness']).filter(onRequired).length,
    volumeOrBusinessRules: counts(['volume', 'business']).length,
    criticalWithoutRule: bare.length,
    criticalBare: bare.map(column => column.name).join(', ') || 'none',
  });
}

/** Facts for check 10. @internal */
export function promiseFacts(
  context: Context,
  timeline: PortTimeline,
): FactGroup {
  const { reading, port } = currentOf(timeline);
  if (!reading) {
    return noContract(timeline);
  }
  const promise = reading.timeliness;
  const rhythm = rhythmOf(promise, port.type);
  return declared({
    timelinessPromised: rhythm !== undefined,
    timelinessSentence: promise?.sentence.replace(/\.$/, '') ?? 'nothing',
    latencyDays: (promise?.latency ?? 0) / DAY,
    latencyCeilingDays: context.situation.settings.latencyCeiling / DAY,
    latencyCeiling: lengthInWords(context.situation.settings.latencyCeiling),
  });
}
