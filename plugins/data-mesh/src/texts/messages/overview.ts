/** The first page, domains and groups. @internal */
export const overview = {
  overview: {
    what: 'the overview',
    partlyHidden:
      'Some products are not visible to you. Figures cover what you can see, and are withheld for domains of which you see a part. Which data sets no product serves is told to those who see every product.',
    figures: {
      title: 'Where we stand',
      lead: '{{products}} in {{domains}}, as of {{time}}.',
      measured: 'Products at level 3 Measured or more',
      ofProducts: 'of {{products}}; the range closes as more becomes known.',
      judged: 'Domains that can be judged',
      notJudged: '{{domains, number}} cannot be judged yet',
      sentence: '{{words}}.',
      proven: 'Proven products',
      evidence: 'Evidence',
      fromSources: 'from {{sources}}',
      narrow: 'What would narrow this most',
      task: '{{text}} ({{who}})',
      taskInDomains: '{{text}} ({{who}}, {{domains}})',
      next: 'Next steps',
    },
    first: {
      label: 'Getting started',
      noProducts: {
        title: 'No data product is in the catalog yet',
        lead: 'This page shows how far the data products of every domain are proven. It fills as soon as the first one is registered.',
      },
      noSources: {
        title: 'Products are declared; no source has sent evidence yet',
        lead: 'What is declared is shown below. Levels from 3 on need records of systems, so nothing can be proven or contradicted until a source is connected. That is the platform’s task, not the domains’.',
      },
      found: 'What was found',
      nothingFound: 'Nothing yet: no domain, no product and no record.',
      cannotJudge: 'What cannot be judged yet',
      next: 'The next steps',
    },
    domains: {
      title: 'Domains',
      filter: 'Filter the domains',
      name: 'Name contains',
      standing: 'Standing',
      allStandings: 'All standings',
      empty: 'No domain is in the catalog, or none that is visible to you.',
      noMatch: 'No domain matches these filters.',
      caption:
        'Domains: how many products stand at each level, how many are or could be at level 3 or more, and how much is known. A domain includes the domains below it.',
      columns: {
        domain: 'Domain',
        products: 'Products',
        byLevel: 'Products by level',
        measured: 'Level 3 or more',
        known: 'Known',
        verdicts: 'Verdicts',
        narrow: 'What would narrow the range',
      },
      inside: ', in {{parent}}',
      central: 'curated centrally',
      partlyHidden: 'partly hidden from you',
      hidden: '{{hidden, number}} hidden from you',
      productsOf: '{{products}} of {{domain}}',
      productsAtLevel: '{{products}} of {{domain}} at level {{level}}',
    },
    undeclared: {
      title: 'Read by others, without a product',
      empty:
        'No usage source has shown a data set that other domains read and no product serves.',
      caption:
        'Data sets that other domains read and no product serves, the most read first. “Undeclared” is a label, not a verdict.',
      columns: {
        dataSet: 'Data set',
        label: 'Label',
        readers: 'Readers',
        domains: 'Domains',
        aiUseCases: 'AI use cases',
        lastRead: 'Last read',
      },
      label: 'undeclared',
    },
  },
  judgement: {
    empty: 'no product yet',
    withheld: 'withheld',
    withheldBecause: 'withheld, since some products are not visible to you',
    'cannot-be-judged': 'cannot be judged yet',
    judged: 'judged',
    judgedCentral: 'judged; curated centrally',
  },
  domain: {
    title: 'Data products',
    what: 'the figures of this domain',
    empty:
      'This domain has no data product yet, or none that is visible to you.',
    standing: 'Standing',
    measured: 'At level 3 or more',
    ofProducts: '{{range}} of {{products}}',
    known: 'Known',
    narrow: 'Would narrow this',
    task: '{{text}} ({{who}})',
    partlyHidden: 'Some products of this domain are not visible to you.',
    hidden:
      '{{hidden, number}} products of this domain are not visible to you.',
    below: 'Products of {{domains}} below are included: {{names}}.',
  },
  group: {
    title: 'Data products',
    empty: 'This group owns no data product, or none that is visible to you.',
  },
  consumer: {
    title: 'Data products',
    what: 'data products',
    caption: '{{heading}}: data products',
    reads: 'Reads',
    readsNothing:
      'Reads no data product that is visible to you: none was seen, and the annotation meshproof.dev/consumes names none.',
    feeds: 'Feeds',
    feedsNothing:
      'No data product that is visible to you names this as an input.',
    contains: 'Contains',
  },
} as const;
