import '@testing-library/jest-dom';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  FieldExtensionComponentProps,
  FieldExtensionOptions,
  SecretsContextProvider,
} from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
// eslint-disable-next-line no-restricted-imports -- the form is tried with the template as it ships, read from disk
import fs from 'fs';
// eslint-disable-next-line no-restricted-imports -- as above
import path from 'path';
import { parse } from 'yaml';
import { DataProductColumns } from './DataProductColumns';
import { DataProductName } from './DataProductName';
import { validateColumns } from './validateColumns';
import { validateProductName } from './validateProductName';

const template = parse(
  fs.readFileSync(
    path.resolve(
      __dirname,
      '../../../../scaffolder-backend-module-data-mesh/templates/data-product/template.yaml',
    ),
    'utf8',
  ),
);

/** Stands in for a picker of the scaffolder's own: what is picked is written. */
function picker(name: string, many: boolean): FieldExtensionOptions<any, any> {
  return {
    name,
    component: (props: FieldExtensionComponentProps<string | string[]>) => (
      <label>
        {props.schema.title}
        <input
          value={([] as string[]).concat(props.formData ?? []).join()}
          onChange={({ target: { value } }) =>
            props.onChange(many ? [value] : value)
          }
        />
      </label>
    ),
  };
}

const extensions: FieldExtensionOptions<any, any>[] = [
  picker('EntityPicker', false),
  picker('MultiEntityPicker', true),
  picker('RepoUrlPicker', false),
  {
    name: 'DataProductName',
    component: DataProductName,
    validation: validateProductName,
  },
  {
    name: 'DataProductColumns',
    component: DataProductColumns,
    validation: validateColumns,
  },
];

async function renderForm(initialState: object = {}) {
  const onCreate = jest.fn(async () => {});
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [
          catalogApiRef,
          catalogApiMock({
            entities: [
              {
                apiVersion: 'meshproof.dev/v1alpha1',
                kind: 'DataProduct',
                metadata: { name: 'returns' },
                spec: { owner: 'group:default/logistics' },
              },
            ],
          }),
        ],
      ]}
    >
      <SecretsContextProvider>
        <Stepper
          manifest={{
            title: template.metadata.title,
            steps: template.spec.parameters.map(
              ({ title, description, ...schema }: any) => ({
                title,
                description,
                schema: { title, ...schema },
              }),
            ),
          }}
          extensions={extensions}
          onCreate={onCreate}
          initialState={initialState as never}
        />
      </SecretsContextProvider>
    </TestApiProvider>,
  );
  return { user: userEvent.setup({ delay: null }), onCreate };
}

const firstPage = {
  name: 'inventory',
  title: 'Inventory',
  description: 'Stock on hand per site and article',
  purpose: 'Planners and replenishment read one trusted stock figure.',
  domain: 'domain:default/supply-chain',
  owner: 'group:default/supply-chain',
  type: 'source-aligned',
};

const secondPage = {
  portName: 'stock-levels',
  server: {
    type: 'snowflake',
    account: 'acme.eu',
    database: 'wh',
    schema: 'inventory',
  },
  object: 'stock_levels',
  columns: [
    {
      name: 'site',
      logicalType: 'string',
      description: 'Code of the site',
      key: true,
      critical: true,
    },
  ],
};

const next = () => screen.getByRole('button', { name: 'Next' });

describe('the form of the template "New data product"', () => {
  beforeEach(() => {
    // The form library warns of "enumNames" once per option and rendering; the review page shows plain words by it only.
    jest.spyOn(console, 'warn').mockImplementation(() => {});
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('refuses a name that is taken, and goes on with another one', async () => {
    const { user } = await renderForm({ ...firstPage, name: 'returns' });
    await user.click(next());
    expect(
      await screen.findByText(
        'A data product named "returns" exists already, owned by group:default/logistics. Choose another name.',
      ),
    ).toBeInTheDocument();

    const name = screen.getByRole('textbox', { name: /Name/ });
    await user.clear(name);
    await user.type(name, 'inventory');
    await user.click(next());
    expect(
      await screen.findByRole('textbox', { name: /Name of the port/ }),
    ).toBeInTheDocument();
  }, 60_000);

  it('stays on a page with a wrong value', async () => {
    const { user } = await renderForm({ ...firstPage, purpose: 'planning' });
    await user.click(next());
    expect(
      await screen.findByText(
        "'What it is for' must NOT have fewer than 20 characters",
      ),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('textbox', { name: /Name of the port/ }),
    ).not.toBeInTheDocument();
  }, 60_000);

  it('asks for the address as the server needs it', async () => {
    const { user } = await renderForm({
      ...firstPage,
      ...secondPage,
      server: { type: 'postgres' },
    });
    await user.click(next());
    expect(
      await screen.findByRole('textbox', { name: /Host/ }),
    ).toBeInTheDocument();
    expect(screen.getByRole('spinbutton', { name: /Port/ })).toHaveValue(5432);
    expect(
      screen.queryByRole('textbox', { name: /Account/ }),
    ).not.toBeInTheDocument();
  }, 60_000);

  it('stays while a column is wrong, and goes through to the end when all is said', async () => {
    const { user, onCreate } = await renderForm({
      ...firstPage,
      ...secondPage,
      columns: [{ name: 'site', logicalType: 'string', description: '' }],
      intendedFor: ['component:default/demand-forecast-ai'],
      productOwner: 'user:default/ana',
      support: { channel: '#data-inventory', respondsWithin: 'P2D' },
    });
    await user.click(next());
    const description = await screen.findByRole('textbox', {
      name: 'Description of site',
    });
    await user.click(next());
    await waitFor(() => expect(description).toBeInvalid());
    expect(
      screen.getAllByText('Column "site" has no description.').length,
    ).toBeGreaterThan(0);

    await user.type(description, 'Code of the site');
    await user.click(next());
    await screen.findByText('New data comes', { exact: false });
    await user.click(next());
    await screen.findByText('Made for', { exact: false });
    await user.click(next());
    await screen.findByText('Publish to', { exact: false });
    await user.click(screen.getByRole('button', { name: 'Review' }));
    await user.click(await screen.findByRole('button', { name: 'Create' }));
    expect(onCreate).toHaveBeenCalledWith(
      expect.objectContaining({
        name: 'inventory',
        portVersion: '1.0.0',
        portType: 'table',
        frequency: 'daily',
        target: 95,
        unique: true,
        publishTo: 'local',
        lifecycle: 'active',
        server: secondPage.server,
        columns: [
          {
            name: 'site',
            logicalType: 'string',
            description: 'Code of the site',
          },
        ],
      }),
    );
  }, 60_000);
});
