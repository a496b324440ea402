import { changeFacts, OwnerChanges } from '../facts/changeFacts';
import { FactGroupName } from '../facts/catalogue';
import { Context, createContext, Trace } from '../facts/Context';
import { DAY } from '../facts/calendar';
import { PortEvidence } from '../facts/counted';
import { FactGroup } from '../facts/Fact';
import {
  addressFacts,
  contractFacts,
  descriptionFacts,
  promiseFacts,
  ruleFacts,
} from '../facts/portClaims';
import { portTimelines, PortTimeline } from '../facts/portTimelines';
import {
  ownerFacts,
  pipelineFacts,
  purposeFacts,
  supportFacts,
} from '../facts/productClaims';
import { qualityKeptFacts, qualityMeasuredFacts } from '../facts/qualityFacts';
import {
  rhythmOf,
  RhythmVersion,
  RhythmView,
  rhythmViews,
  Windows,
  windowsOf,
} from '../facts/rhythm';
import { jobKey, runFacts, timelinessFacts } from '../facts/rhythmFacts';
import { schemaFacts } from '../facts/schemaFacts';
import { readerFacts, servedFacts } from '../facts/usageFacts';
import { ProductSituation } from './types';

/** A port that is judged, and the views each of its checks has to hold in. @internal */
export interface JudgedPort {
  timeline: PortTimeline;
  evidence: PortEvidence;
  views: Record<keyof Windows, RhythmView[]>;
  /** In judgement although it is no longer in the claims, per window. */
  judged: Record<keyof Windows, boolean>;
}

function rhythmVersions(timeline: PortTimeline): RhythmVersion[] {
  const versions: RhythmVersion[] = [];
  for (const { from, to, reading, port } of timeline.versions) {
    const rhythm = rhythmOf(reading?.timeliness, port.type);
    const last = versions[versions.length - 1];
    if (last && JSON.stringify(last.rhythm) === JSON.stringify(rhythm)) {
      last.to = to;
    } else {
      versions.push({ from, to, rhythm });
    }
  }
  return versions;
}

function isJudged(
  context: Context,
  timelines: PortTimeline[],
  timeline: PortTimeline,
  versions: RhythmVersion[],
  length: keyof Windows,
): boolean {
  const { horizon } = context;
  const longest = Math.max(
    ...versions.map(({ rhythm }) => windowsOf(rhythm)[length]),
  );
  if (timeline.removedAt !== undefined) {
    // Moving away from an address that nothing was ever seen at corrects the claim.
    const corrected =
      timeline.moved &&
      (timeline.keys.length === 0 ||
        !(['run', 'quality', 'freshness', 'schema', 'usage'] as const).some(
          kind => context.index.of(timeline, kind).length > 0,
        ));
    return !corrected && !horizon.reached(timeline.removedAt + longest);
  }
  const major = majorOfId(timeline.id);
  const olderServed = timelines.some(
    other =>
      other.removedAt === undefined &&
      other.name === timeline.name &&
      majorOfId(other.id) < major,
  );
  const isNew = timeline.firstClaimed > context.claims[0].from;
  return (
    !olderServed || !isNew || horizon.reached(timeline.firstClaimed + longest)
  );
}

function majorOfId(id: string): number {
  return Number(id.slice(id.lastIndexOf('@') + 1));
}

/** All that is needed to answer the checks of one product, computed when asked for and then kept. @internal */
export class Judgement {
  readonly context: Context;
  readonly timelines: PortTimeline[];
  readonly ports: JudgedPort[];
  /**
   * W3 of the whole product: the shortest of all promises in judgement, so that a looser promise cannot lengthen how far back
   * anything about the product is looked for.
   */
  readonly w3: number;
  /** Jobs declared now or less than a window ago. */
  readonly jobs: ReadonlySet<string>;
  readonly #groups = new Map<string, FactGroup>();
  #ownerChanges: OwnerChanges | undefined;

  constructor(situation: ProductSituation, trace?: Trace) {
    const context = createContext(situation, trace);
    const { horizon, claims } = context;
    this.context = context;
    situation.contracts.forEach(contract => horizon.note(contract.from));
    this.timelines = portTimelines({
      now: context.now,
      claims,
      contracts: situation.contracts,
      settings: situation.settings,
    });
    this.ports = this.timelines.flatMap(timeline => {
      const versions = rhythmVersions(timeline);
      const judged = {
        w3: isJudged(context, this.timelines, timeline, versions, 'w3'),
        w4: isJudged(context, this.timelines, timeline, versions, 'w4'),
      };
      if (!judged.w3 && !judged.w4) {
        return [];
      }
      return [
        {
          timeline,
          evidence: new PortEvidence(context, timeline),
          views: {
            w3: rhythmViews(versions, 'w3', horizon),
            w4: rhythmViews(versions, 'w4', horizon),
          },
          judged,
        },
      ];
    });
    const lengths = this.portsIn('w3').flatMap(port =>
      port.views.w3.filter(view => view.rhythm).map(view => view.windows.w3),
    );
    this.w3 = lengths.length > 0 ? Math.min(...lengths) : 14 * DAY;
    const jobs = new Set<string>();
    claims.forEach((claim, index) => {
      const end = claims[index + 1]?.from;
      if (end === undefined || !horizon.reached(end + this.w3)) {
        for (const { job } of claim.spec.pipelines ?? []) {
          if (job) {
            jobs.add(jobKey(job));
          }
        }
      }
    });
    this.jobs = jobs;
  }

  portsIn(window: keyof Windows): JudgedPort[] {
    return this.ports.filter(port => port.judged[window]);
  }

  get ownerChanges(): OwnerChanges {
    this.#ownerChanges ??= changeFacts(this.context, this.w3);
    return this.#ownerChanges;
  }

  /** Facts of the product as a whole. */
  productGroup(name: FactGroupName): FactGroup | undefined {
    return this.#once(name, () => {
      const { context, w3 } = this;
      switch (name) {
        case 'owner':
          return ownerFacts(context);
        case 'purpose':
          return purposeFacts(context, w3);
        case 'address':
          return addressFacts(this.timelines);
        case 'support':
          return supportFacts(
            context,
            this.portsIn('w3').map(
              ({ timeline }) =>
                timeline.versions[timeline.versions.length - 1].reading
                  ?.support ?? [],
            ),
          );
        case 'pipeline':
          return pipelineFacts(context);
        case 'changes':
          return this.ownerChanges.facts;
        case 'readers':
          return readerFacts(
            context,
            this.portsIn('w3').map(port => port.evidence),
            w3,
          );
        default:
          return undefined;
      }
    });
  }

  /** Facts of one port in one view. */
  portGroup(
    name: FactGroupName,
    port: JudgedPort,
    view: RhythmView,
  ): FactGroup | undefined {
    const { context } = this;
    const { evidence, timeline } = port;
    const key = `${name} ${this.ports.indexOf(port)} ${view.versions.length} ${
      view.windows.w3
    }`;
    return this.#once(key, () => {
      switch (name) {
        case 'contract':
          return contractFacts(timeline);
        case 'description':
          return descriptionFacts(context, evidence, this.w3);
        case 'rules':
          return ruleFacts(context, evidence, this.w3);
        case 'promise':
          return promiseFacts(context, timeline);
        case 'runs':
          return runFacts(context, evidence, view, this.jobs);
        case 'schema':
          return schemaFacts(context, evidence, view);
        case 'qualityMeasured':
          return qualityMeasuredFacts(context, evidence, view);
        case 'timelinessMeasured':
          return timelinessFacts(context, evidence, view, 'measured');
        case 'served':
          return servedFacts(context, evidence, view);
        case 'timelinessKept':
          return timelinessFacts(context, evidence, view, 'kept');
        case 'qualityKept':
          return qualityKeptFacts(context, evidence, view);
        default:
          return undefined;
      }
    });
  }

  #once(
    key: string,
    compute: () => FactGroup | undefined,
  ): FactGroup | undefined {
    let group = this.#groups.get(key);
    if (!group) {
      group = compute();
      if (group) {
        this.#groups.set(key, group);
      }
    }
    return group;
  }
}
