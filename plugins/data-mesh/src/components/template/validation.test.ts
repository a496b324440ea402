import { ApiHolder, translationApiRef } from '@backstage/frontend-plugin-api';
import { mockApis } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { validateColumns } from './validateColumns';
import { validateProductName } from './validateProductName';

const apis: Record<string, unknown> = {
  [translationApiRef.id]: mockApis.translation(),
  [catalogApiRef.id]: catalogApiMock({
    entities: [
      {
        apiVersion: 'meshproof.dev/v1alpha1',
        kind: 'DataProduct',
        metadata: { name: 'inventory' },
        spec: { owner: 'group:default/supply-chain' },
      },
    ],
  }),
};
const apiHolder: ApiHolder = { get: ref => apis[ref.id] as never };

function collect() {
  const errors: string[] = [];
  return { errors, addError: (message: string) => void errors.push(message) };
}

describe('validateColumns', () => {
  it('blocks the form at an error and not at a hint', async () => {
    const blocked = collect();
    await validateColumns([{ name: 'site' }], blocked, { apiHolder });
    expect(blocked.errors).toEqual(['Column "site" has no description.']);

    const hinted = collect();
    await validateColumns(
      [{ name: 'site', description: 'Code of it' }],
      hinted,
      { apiHolder },
    );
    expect(hinted.errors).toEqual([]);
  });

  it('says the first of several errors and that there are more', async () => {
    const field = collect();
    await validateColumns([{ name: 'site' }, { name: 'a b' }], field, {
      apiHolder,
    });
    expect(field.errors).toEqual([
      'Column "site" has no description. There is more to put right: see the list above.',
    ]);
  });

  it('blocks the form without any column', async () => {
    const field = collect();
    await validateColumns(undefined, field, { apiHolder });
    expect(field.errors).toEqual(['Add at least one column.']);
  });
});

describe('validateProductName', () => {
  it.each([
    ['a free name', 'movements', []],
    [
      'a name that is taken',
      'inventory',
      [
        'A data product named "inventory" exists already, owned by group:default/supply-chain. Choose another name.',
      ],
    ],
    [
      'capitals',
      'Inventory',
      [
        'Use lower-case letters, digits and single dashes, for example stock-levels.',
      ],
    ],
  ])('judges %s', async (_name, name, errors) => {
    const field = collect();
    await validateProductName(name, field, { apiHolder });
    expect(field.errors).toEqual(errors);
  });
});
