import type {
  Candidate,
  CandidateRule,
} from '@meshproof/backstage-plugin-data-mesh-common';
import type {
  CandidateFormat,
  CandidateGraph,
  FoldedCandidates,
} from '@meshproof/core';

const MOST_GROUPS = 6;

const FORMATS: Record<CandidateFormat, string> = {
  'dbt-manifest': 'dbt manifest',
  openlineage: 'file of OpenLineage events',
  odps: 'ODPS document',
  odcs: 'ODCS document',
  graph: 'graph',
};

const RULES: Record<CandidateRule, string> = {
  ephemeral: 'stored nowhere, only put into the queries that read it',
  private: 'access is private',
  'own-group': 'everything that reads it is of its own group',
  'own-project':
    'no group is known, everything that reads it is of its own project',
  'stage-name':
    'name or folder of a staging or intermediate step, read by no other group',
  'no-reader': 'nothing in these files reads it',
  'unknown-readers': 'whatever reads it belongs to no known group',
  'little-demand': 'fewer than two other groups read it, and no AI use case',
};

/** What was discovered, for people: the shortlist first, then what was set aside by which rule. */
export function discoverText(
  { items, counts }: FoldedCandidates,
  options: {
    graph: CandidateGraph;
    formats: ReadonlyMap<CandidateFormat, number>;
    limit: number;
  },
): string {
  const { graph, formats, limit } = options;
  const shown = items
    .filter(({ standing }) => standing === 'candidate')
    .slice(0, limit);
  const lines = [
    `${[...formats]
      .map(([format, count]) => counted(count, FORMATS[format]))
      .join(', ')}: ${counted(counts.dataSets, 'data set')}, ${counted(
      graph.uses.length,
      'use',
    )}`,
    '',
  ];
  if (shown.length === 0) {
    lines.push(
      'No candidates: no data set is read by two other groups, and no AI use case stands on one.',
    );
    if (!graph.dataSets.some(({ group }) => group !== undefined)) {
      lines.push(
        'No group is known. In dbt, give models a group (https://docs.getdbt.com/docs/mesh/govern/model-access) or meta: { team: ... }.',
      );
    }
  } else {
    lines.push(
      `Candidates for data products, in order of demand: ${
        shown.length
      } of ${number(counts.candidates)}`,
    );
    shown.forEach((item, index) => lines.push('', ...linesOf(item, index + 1)));
  }
  const aside = Object.entries(counts.setAside).sort(([, a], [, b]) => b - a);
  const sum = aside.reduce((total, [, count]) => total + count, 0);
  const width = number(Math.max(sum, counts.served)).length;
  if (sum > 0) {
    lines.push('', `Set aside: ${number(sum)}`);
    for (const [rule, count] of aside) {
      lines.push(
        `  ${number(count).padStart(width)}  ${rule.padEnd(15)}  ${
          RULES[rule as CandidateRule]
        }`,
      );
    }
  }
  if (counts.served > 0) {
    lines.push(
      '',
      `Served by a data product already: ${number(counts.served)}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function linesOf(item: Candidate, place: number): string[] {
  const groups = item.readers.flatMap(({ group }) =>
    group !== undefined && group !== item.group ? [group] : [],
  );
  const more = groups.length - MOST_GROUPS;
  const indent = '     ';
  return [
    `${String(place).padStart(3)}. ${item.name}`,
    `${indent}${demandOf(item)}`,
    ...(groups.length > 0
      ? [
          `${indent}groups: ${groups.slice(0, MOST_GROUPS).join(', ')}${
            more > 0 ? ` and ${more} more` : ''
          }${
            item.group === undefined
              ? ' (its own is not known; one of these may be it)'
              : ''
          }`,
        ]
      : []),
    `${indent}suggested home: ${
      item.home
        ? `${item.home.group}, because ${item.home.reason}`
        : 'not known'
    }`,
    `${indent}${item.tests === 0 ? 'no tests' : counted(item.tests, 'test')}, ${
      item.described ? 'described' : 'not described'
    }`,
  ];
}

function demandOf({ otherGroups, aiUseCases }: Candidate): string {
  return [
    ...(otherGroups > 0
      ? [`read by ${counted(otherGroups, 'other group')}`]
      : []),
    ...(aiUseCases > 0
      ? [`stands under ${counted(aiUseCases, 'AI use case')}`]
      : []),
  ].join('; ');
}

function number(value: number): string {
  return value.toLocaleString('en-GB');
}

function counted(count: number, noun: string): string {
  return `${number(count)} ${noun}${count === 1 ? '' : 's'}`;
}
