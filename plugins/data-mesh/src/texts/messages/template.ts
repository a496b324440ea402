/** Columns of the catalog, and fields of templates. @internal */
export const template = {
  catalog: {
    domain: 'Domain',
    maturity: 'Maturity',
    notAllowed: 'not permitted',
    notYet: 'not looked at yet',
    failed: 'could not load',
  },
  template: {
    name: {
      label: 'Name',
      spelling:
        'Use lower-case letters, digits and single dashes, for example stock-levels.',
      taken:
        'A data product named "{{name}}" exists already. Choose another name.',
      takenBy:
        'A data product named "{{name}}" exists already, owned by {{owner}}. Choose another name.',
    },
    columns: {
      title: 'Columns',
      headings: {
        name: 'Name',
        type: 'Type',
        description: 'Description',
        required: 'Required',
        unique: 'Unique',
        key: 'Key',
        critical: 'Critical',
        order: 'Order',
      },
      explained: {
        name: 'Name in the store',
        type: 'Logical type of the data contract standard',
        description: 'What it means',
        required: 'Never empty',
        unique: 'No value comes twice',
        key: 'Part of what identifies one row',
        critical: 'Must never be wrong',
      },
      none: 'No column yet.',
      add: 'Add column',
      added: 'Added column {{place, number}}',
      removed: 'Removed {{column}}, {{left, number}} left',
      moved: 'Moved {{column}} to row {{row, number}} of {{rows, number}}',
      named: 'column {{name}}',
      unnamed: 'column {{place, number}}',
      nameOf: 'Name of column {{place, number}}',
      typeOf: 'Type of {{column}}',
      descriptionOf: 'Description of {{column}}',
      flags: {
        required: '{{column}} is required',
        unique: '{{column}} is unique',
        key: '{{column}} is part of the key',
        critical: '{{column}} is critical',
      },
      up: 'Move {{column}} up',
      down: 'Move {{column}} down',
      remove: 'Remove {{column}}',
      errors: 'To be put right before you go on:',
      hints: 'Could be better:',
      more: '{{problem}} There is more to put right: see the list above.',
    },
    problems: {
      noColumn: 'Add at least one column.',
      columnNamed: 'Column "{{name}}"',
      columnAt: 'Column {{place, number}}',
      noName: '{{column}} has no name.',
      badName:
        '{{column}} cannot be named so: start with a letter or _, then letters, digits and _ only.',
      noDescription: '{{column}} has no description.',
      longDescription:
        '{{column}} has a description of {{length}} characters, at most 500 fit.',
      emptyDescription:
        '{{column}} has a description that only repeats its name: say what it means.',
      twice:
        'Column "{{name}}" is listed twice, in rows {{rows}} and {{last}}.',
      often:
        'Column "{{name}}" is listed {{times}} times, in rows {{rows}} and {{last}}.',
      noKey:
        'No column is marked as key: mark those that together identify one row.',
      noCritical:
        'No column is marked as critical: mark those that must never be wrong.',
    },
  },
} as const;
