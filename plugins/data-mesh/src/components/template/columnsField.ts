import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { DataProductColumns } from './DataProductColumns';
import { validateColumns } from './validateColumns';

/** Loaded when a template asks for it. */
export const columnsField = createFormField({
  name: 'DataProductColumns',
  component: DataProductColumns,
  validation: validateColumns,
  schema: makeFieldSchema({
    output: z =>
      z.array(
        z.object({
          name: z.string().optional(),
          logicalType: z.string().optional(),
          description: z.string().optional(),
          required: z.boolean().optional(),
          unique: z.boolean().optional(),
          key: z.boolean().optional(),
          critical: z.boolean().optional(),
        }),
      ),
  }),
});
