import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { DataProductName } from './DataProductName';
import { validateProductName } from './validateProductName';

/** Loaded when a template asks for it. */
export const nameField = createFormField({
  name: 'DataProductName',
  component: DataProductName,
  validation: validateProductName,
  schema: makeFieldSchema({ output: z => z.string() }),
});
