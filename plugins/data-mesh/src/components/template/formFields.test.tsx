import { createExtensionTester } from '@backstage/frontend-test-utils';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import {
  dataProductColumnsFormField,
  dataProductNameFormField,
} from './formFields';

describe('form fields of the new frontend system', () => {
  it.each([
    [dataProductColumnsFormField, 'DataProductColumns'],
    [dataProductNameFormField, 'DataProductName'],
  ])('loads under the name that templates use', async (extension, name) => {
    const load = createExtensionTester(extension).get(
      FormFieldBlueprint.dataRefs.formFieldLoader,
    );
    expect(await load()).toMatchObject({ name });
  });
});
