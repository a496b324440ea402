import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';

/** The field `DataProductColumns` for the new frontend system. */
export const dataProductColumnsFormField = FormFieldBlueprint.make({
  name: 'data-product-columns',
  params: {
    field: () => import('./columnsField').then(module => module.columnsField),
  },
});

/** The field `DataProductName` for the new frontend system. */
export const dataProductNameFormField = FormFieldBlueprint.make({
  name: 'data-product-name',
  params: {
    field: () => import('./nameField').then(module => module.nameField),
  },
});
