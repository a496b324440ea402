import { ConfigReader } from '@backstage/config';
import { EVIDENCE_KINDS } from '@meshproof/backstage-plugin-data-mesh-common';
import { readPublishers } from './readPublishers';

const dbt = { id: 'dbt-prod', subject: 'external:dbt', witness: 'platform' };
const read = (...publishers: object[]) =>
  readPublishers(new ConfigReader({ dataMesh: { publishers } }));

describe('readPublishers', () => {
  it('reads none where none are configured', () => {
    expect(readPublishers(new ConfigReader({}))).toEqual([]);
  });

  it('fills in what a platform source may leave out', () => {
    expect(read(dbt)).toEqual([
      {
        id: 'dbt-prod',
        title: 'dbt-prod',
        subject: 'external:dbt',
        witness: 'platform',
        kinds: EVIDENCE_KINDS,
        mayBackfill: true,
        namespace: undefined,
        products: undefined,
      },
    ]);
  });

  it('lets only platform sources send history unless told otherwise', () => {
    const self = {
      ...dbt,
      witness: 'self',
      products: ['dataproduct:default/*'],
    };
    expect(read(self)[0].mayBackfill).toBe(false);
    expect(read({ ...self, mayBackfill: true })[0].mayBackfill).toBe(true);
    expect(read({ ...dbt, mayBackfill: false })[0].mayBackfill).toBe(false);
  });

  it('takes a user, in any spelling, and its own products', () => {
    expect(
      read({ ...dbt, subject: 'User:Default/Ana', witness: 'self' })[0],
    ).toMatchObject({ subject: 'user:default/ana', products: undefined });
  });

  it.each([
    [
      { ...dbt, witness: 'central' },
      "dataMesh.publishers[0].witness: 'central' is not one of platform, self, consumer",
    ],
    [
      { ...dbt, kinds: ['run', 'runs'] },
      "dataMesh.publishers[0].kinds[1]: 'runs' is not one of change, run, quality, freshness, schema, usage",
    ],
    [{ ...dbt, kinds: [] }, 'dataMesh.publishers[0].kinds: an empty list'],
    [
      { ...dbt, id: 'Dbt Prod' },
      "dataMesh.publishers[0].id: 'Dbt Prod' must be",
    ],
    [{ ...dbt, id: 'owner-by-hand' }, 'choose another id'],
    [{ ...dbt, subject: 'two words' }, 'dataMesh.publishers[0].subject'],
    [{ ...dbt, subject: 'user:ana' }, 'dataMesh.publishers[0].subject'],
    [
      { ...dbt, products: ['finance-*'] },
      "dataMesh.publishers[0].products[0]: 'finance-*' must look like",
    ],
    [{ ...dbt, witness: 'self' }, 'dataMesh.publishers[0].products: needed'],
    [{ ...dbt, namespace: 'two words' }, 'dataMesh.publishers[0].namespace'],
    [
      { ...dbt, kind: 'run' },
      'dataMesh.publishers[0].kind: no such setting; accepted are id, title',
    ],
    [{ id: 'x', witness: 'platform' }, 'dataMesh.publishers[0].subject'],
  ])('refuses %j', (publisher, message) => {
    expect(() => read(publisher)).toThrow(message);
  });

  it('refuses an id that is used twice', () => {
    expect(() => read(dbt, { ...dbt, subject: 'external:other' })).toThrow(
      "dataMesh.publishers[1].id: 'dbt-prod' is already the id of dataMesh.publishers[0]",
    );
  });
});
