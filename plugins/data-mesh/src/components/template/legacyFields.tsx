import {
  createScaffolderFieldExtension,
  FieldExtensionComponentProps,
} from '@backstage/plugin-scaffolder-react';
import { lazy, Suspense } from 'react';
import { DataProductColumn } from './findColumnProblems';
import { validateColumns } from './validateColumns';
import { validateProductName } from './validateProductName';

const LazyColumns = lazy(() =>
  import('./DataProductColumns').then(module => ({
    default: module.DataProductColumns,
  })),
);
const LazyName = lazy(() =>
  import('./DataProductName').then(module => ({
    default: module.DataProductName,
  })),
);

/** The field `DataProductColumns` for `plugin.provide` of the legacy frontend system. */
export const dataProductColumnsFieldExtension = createScaffolderFieldExtension({
  name: 'DataProductColumns',
  component: (props: FieldExtensionComponentProps<DataProductColumn[]>) => (
    <Suspense fallback="…">
      <LazyColumns {...props} />
    </Suspense>
  ),
  validation: validateColumns,
});

/** The field `DataProductName` for `plugin.provide` of the legacy frontend system. */
export const dataProductNameFieldExtension = createScaffolderFieldExtension({
  name: 'DataProductName',
  component: (props: FieldExtensionComponentProps<string>) => (
    <Suspense fallback="…">
      <LazyName {...props} />
    </Suspense>
  ),
  validation: validateProductName,
});
