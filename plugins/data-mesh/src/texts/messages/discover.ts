/** The page of candidates. @internal */
export const discover = {
  discover: {
    what: 'the candidates',
    notAllowed:
      'Seeing which data sets might become products needs the permission data-mesh.candidates.read.',
    partlyHidden:
      'Some products are not visible to you. Their data sets, and what those read, are left out here.',
    groupUnknown: 'not known',
    tests_one: '{{count, number}} test',
    tests_other: '{{count, number}} tests',
    noTests: 'no tests',
    described: 'described',
    notDescribed: 'not described',
    shortlist: {
      title: 'Worth a look first',
      lead_one:
        '{{shown, number}} of {{count, number}} candidate, in order of demand: AI use cases, then other groups, then readers, then the name.',
      lead_other:
        '{{shown, number}} of {{count, number}} candidates, in order of demand: AI use cases, then other groups, then readers, then the name.',
      empty:
        'No data set is read by two other groups, and no AI use case stands on one. What was set aside, and by which rule, is told below.',
    },
    demand: {
      groups_one: 'Read by {{count, number}} other group',
      groups_other: 'Read by {{count, number}} other groups',
      ai_one: 'stands under {{count, number}} AI use case',
      ai_other: 'stands under {{count, number}} AI use cases',
      none: 'Nothing is known to read it',
      noOther: 'Read by no other known group',
    },
    home: {
      unknown: 'Suggested home: not known',
      owner: 'Suggested home: {{group}}, which makes it',
      upstream_one:
        'Suggested home: {{group}}, which makes the data set that it is made of',
      upstream_other:
        'Suggested home: {{group}}, which makes {{made, number}} of the {{count, number}} data sets that it is made of',
    },
    setAside: {
      title: 'What became of the data sets',
      lead: 'Of {{all}}, {{candidates}}, {{served}}, and {{aside}}:',
      candidates_one: '{{count, number}} is a candidate',
      candidates_other: '{{count, number}} are candidates',
      served_one: '{{count, number}} is served by a product already',
      served_other: '{{count, number}} are served by products already',
      aside_one: '{{count, number}} was set aside',
      aside_other: '{{count, number}} were set aside',
    },
    standings: {
      candidate: 'Candidate',
      served: 'Served by a product',
      'set-aside': 'Set aside',
    },
    rules: {
      ephemeral: 'Stored nowhere',
      private: 'Private',
      'own-group': 'Only its own group',
      'own-project': 'Only its own project',
      'stage-name': 'Named as a step',
      'no-reader': 'No reader',
      'unknown-readers': 'Readers of no known group',
      'little-demand': 'Little demand',
    },
    rulesInWords: {
      ephemeral: 'stored nowhere, only put into the queries that read it',
      private: 'its access is private, so that no other group may read it',
      'own-group': 'everything that reads it is of its own group',
      'own-project':
        'no group is known, and everything that reads it is of its own project',
      'stage-name':
        'its name or folder calls it a staging or intermediate step, and no other group reads it',
      'no-reader': 'nothing that the sources tell of reads it',
      'unknown-readers': 'whatever reads it belongs to no known group',
      'little-demand':
        'fewer than two other groups read it, and no AI use case stands on it',
    },
    all: {
      title: 'All data sets',
      filter: 'Narrow the data sets',
      words: 'Words of the name',
      standing: 'Standing',
      anyStanding: 'Any',
      rule: 'Set aside by',
      anyRule: 'Any rule',
      domain: 'Domain or group',
      anyDomain: 'All',
      source: 'Source',
      anySource: 'All sources',
      noMatch: 'No data set fits the filters.',
    },
    table: {
      caption: 'Data sets',
      dataSet: 'Data set',
      standing: 'Standing',
      demand: 'Demand',
      group: 'Its group',
      home: 'Suggested home',
      tests: 'Tests',
      readersOf: ', readers of {{dataSet}}',
    },
    drawer: {
      close: 'Close',
      home: 'Home',
      domain: 'Domain',
      project: 'Project',
      server: 'Server',
      sources: 'Told by',
      reader: '{{name}} ({{kind}})',
      readerThrough: '{{name}} ({{kind}}), through {{through}}',
      ai: 'AI use case',
      ownGroup: '{{group}}, its own group',
      noGroup: 'No known group',
    },
    first: {
      title: 'No source has told of its data sets yet',
      copy: 'Copy the command',
      copied: 'Copied',
      lead: 'One command reads a dbt manifest, OpenLineage events or a folder of ODPS and ODCS documents, and tells which data sets other groups read and AI use cases stand on. No data product is needed for it.',
      token:
        'It needs MESHPROOF_TOKEN, the token of a publisher with witness platform. Without --send it tells the same on your own screen and sends nothing.',
    },
  },
} as const;
