import { HealthReport } from '@meshproof/backstage-plugin-data-mesh-common';

/** A plugin at rest on which nothing is wrong. */
export function sampleHealth(
  changes: Partial<HealthReport> = {},
): HealthReport {
  return {
    at: '2026-11-23T10:00:00.000Z',
    queue: { size: 0, leased: 0, failing: 0, failures: [] },
    evaluation: {
      minutes: 5,
      turns: 12,
      changed: 4,
      failed: 0,
      meanSeconds: 0.042,
      longestSeconds: 1.25,
    },
    rubric: { id: 'meshproof-default', version: '2026.2', outdated: 0 },
    tasks: [],
    replicas: [
      {
        name: 'portal-7f:17:ab12cd34',
        startedAt: '2026-11-22T10:00:00.000Z',
        seenAt: '2026-11-23T10:00:00.000Z',
        turns: 12,
      },
    ],
    sources: { known: 2, neverHeard: [], silent: [] },
    problems: [],
    stored: [
      { what: 'records', rows: 73_059, oldestAt: '2026-05-08T00:10:00.000Z' },
      { what: 'readers', rows: 12 },
    ],
    database: {
      kind: 'PostgreSQL',
      version: '18.4',
      applied: ['20261101_01_evidence.js', '20261123_03_operations.js'],
      pending: [],
    },
    ...changes,
  };
}
