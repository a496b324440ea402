import { JobSeen } from '@meshproof/backstage-plugin-data-mesh-common';
import { RunRecord } from '../evidence/types';
import { jobKey } from '../facts/rhythmFacts';
import { ProductSituation } from '../scorecard/types';
import { lookupOf } from './evidenceLog';
import { usualGap } from './usualGap';

/**
 * The jobs that wrote the product's data sets, or failed to, in the records of the situation: those the product declares first,
 * then the one with the newest run. @public
 */
export function listJobsSeen(situation: ProductSituation): JobSeen[] {
  const { context, ports } = lookupOf(situation);
  const declared = new Set(
    (context.claim.spec.pipelines ?? []).flatMap(({ job }) =>
      job ? [jobKey(job)] : [],
    ),
  );
  const jobs = new Map<string, { runs: RunRecord[]; ports: Set<string> }>();
  for (const record of context.index.all) {
    if (record.kind !== 'run') {
      continue;
    }
    const found = ports.find(record);
    if (found && !found.production) {
      continue;
    }
    const key = jobKey(record.job);
    let job = jobs.get(key);
    if (!job) {
      job = { runs: [], ports: new Set() };
      jobs.set(key, job);
    }
    job.runs.push(record);
    if (found) {
      job.ports.add(found.timeline.id);
    }
  }
  return [...jobs.entries()]
    .map(([key, { runs, ports: written }]): JobSeen => {
      const last = runs[runs.length - 1];
      const successes = runs.filter(({ status }) => status === 'success');
      const gap = usualGap(successes.map(({ time }) => time));
      return {
        job: last.job,
        declared: declared.has(key),
        ports: [...written].sort(),
        runs: runs.length,
        failed: runs.length - successes.length,
        firstAt: new Date(runs[0].time).toISOString(),
        lastAt: new Date(last.time).toISOString(),
        lastStatus: last.status,
        lastRecordId: last.id,
        ...(gap === undefined ? {} : { usualGapSeconds: gap / 1_000 }),
        sources: [
          ...new Set(
            runs.map(
              ({ publisher, publisherTitle }) => publisherTitle ?? publisher,
            ),
          ),
        ].sort(),
      };
    })
    .sort(
      (a, b) =>
        Number(b.declared) - Number(a.declared) ||
        b.lastAt.localeCompare(a.lastAt) ||
        a.job.name.localeCompare(b.job.name),
    );
}
