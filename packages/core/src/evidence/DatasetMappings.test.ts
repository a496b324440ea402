import { datasetKey } from './datasetKey';
import { DatasetMappings } from './DatasetMappings';
import { DatasetId } from './types';

const at = (namespace: string, name: string): DatasetId => ({
  namespace,
  name,
});

const mappings = DatasetMappings.create({
  servers: [
    { from: 'pg://replica', to: 'pg://main' },
    { from: 'pg://old', to: 'pg://main' },
  ],
  datasets: [
    { from: at('dbt', 'Stock'), to: at('pg://main', 'wh.stock') },
    { from: at('pg://old', 'wh.stock'), to: at('pg://main', 'wh.attic') },
  ],
});

describe('DatasetMappings', () => {
  it.each<[string, DatasetId, DatasetId | undefined]>([
    [
      'by its server',
      at('PG://Replica/', 'wh.x'),
      { namespace: 'pg://main', name: 'wh.x' },
    ],
    ['by its own name', at('dbt', '"stock"'), at('pg://main', 'wh.stock')],
    [
      'by its own name before its server',
      at('pg://old', 'wh.stock'),
      at('pg://main', 'wh.attic'),
    ],
    ['to nothing else', at('pg://main', 'wh.stock'), undefined],
    ['to nothing, of another server', at('bigquery', 'wh.stock'), undefined],
  ])('leads %s', (_, dataset, target) => {
    expect(mappings.target(dataset)).toEqual(target);
  });

  it.each<[DatasetId, string[]]>([
    [at('pg://main', 'wh.stock'), ['dbt|stock', 'pg://replica|wh.stock']],
    [
      at('pg://main', 'wh.attic'),
      ['pg://old|wh.stock', 'pg://replica|wh.attic', 'pg://old|wh.attic'],
    ],
    [at('pg://replica', 'wh.stock'), []],
  ])('knows the other names of %j', (dataset, names) => {
    const found = mappings.otherNames(dataset);
    expect(found.map(datasetKey)).toEqual(names);
    // Whatever is another name of it leads to it.
    for (const name of found) {
      expect(datasetKey(mappings.target(name)!)).toBe(datasetKey(dataset));
    }
  });

  it('is empty without any', () => {
    const none = DatasetMappings.create(undefined);
    expect(none.isEmpty).toBe(true);
    expect(none.server('pg://replica')).toBe('pg://replica');
    expect(mappings.server('pg://replica')).toBe('pg://main');
  });
});
