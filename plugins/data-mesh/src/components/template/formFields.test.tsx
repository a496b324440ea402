import { createExtensionTester } from '@backstage/frontend-test-utils';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import {
  dataProductColumnsFormField,
  dataProductNameFormField,
} from './formFields';

// A busy machine takes its time to load and start all this.
jest.setTimeout(60_000);

const { formFieldLoader } = FormFieldBlueprint.dataRefs;

// A template names a field in `ui:field`; under any other name the form shows nothing.
describe('form fields of the new frontend system', () => {
  it('has the columns under the name that templates use', async () => {
    const load = createExtensionTester(dataProductColumnsFormField).get(
      formFieldLoader,
    );
    expect(await load()).toMatchObject({ name: 'DataProductColumns' });
  });

  it('has the name under the name that templates use', async () => {
    const load = createExtensionTester(dataProductNameFormField).get(
      formFieldLoader,
    );
    expect(await load()).toMatchObject({ name: 'DataProductName' });
  });
});
