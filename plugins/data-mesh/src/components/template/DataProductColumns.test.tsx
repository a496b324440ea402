import '@testing-library/jest-dom';
import { errorApiRef } from '@backstage/core-plugin-api';
import { translationApiRef } from '@backstage/frontend-plugin-api';
import { TestApiProvider, mockApis } from '@backstage/frontend-test-utils';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { DataProductColumns } from './DataProductColumns';
import { DataProductColumn } from './findColumnProblems';

// Every key goes through the whole table, which takes its time on a busy machine.
jest.setTimeout(60_000);

type Props = FieldExtensionComponentProps<DataProductColumn[]>;

const columns = [
  { name: 'site', logicalType: 'string', description: 'Site', key: true },
  { name: 'article', logicalType: 'string', description: 'Number' },
  { name: 'quantity', logicalType: 'number', description: 'Pieces' },
];

function renderField(options: {
  columns?: DataProductColumn[];
  rawErrors?: string[];
}) {
  const seen: { value?: DataProductColumn[] } = {};
  function Form() {
    const [value, setValue] = useState(options.columns);
    seen.value = value;
    const props: Partial<Props> = {
      formData: value,
      onChange: changed => setValue(changed),
      rawErrors: options.rawErrors,
      required: true,
      schema: { type: 'array', title: 'Columns', description: 'All of them' },
      uiSchema: {},
      idSchema: { $id: 'root_columns' } as Props['idSchema'],
    };
    return <DataProductColumns {...(props as Props)} />;
  }
  render(
    <TestApiProvider
      apis={[
        [errorApiRef, mockApis.error()],
        [translationApiRef, mockApis.translation()],
      ]}
    >
      <Form />
    </TestApiProvider>,
  );
  return seen;
}

const names = () =>
  screen
    .getAllByRole('textbox', { name: /^Name of column/ })
    .map(input => (input as HTMLInputElement).value);

describe('DataProductColumns', () => {
  it('starts empty and says what to do', () => {
    renderField({});
    expect(
      screen.getByRole('group', { name: /Columns/ }),
    ).toHaveAccessibleDescription(/Add at least one column/);
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
  });

  it('holds the type that an empty first row of the form only shows', async () => {
    const seen = renderField({ columns: [{}] });
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Name of column 1' }),
      'a',
    );
    expect(seen.value).toEqual([{ name: 'a', logicalType: 'string' }]);
  });

  it('takes a column by keyboard alone', async () => {
    const seen = renderField({});
    const user = userEvent.setup({ delay: null });
    await user.tab();
    expect(screen.getByRole('button', { name: 'Add column' })).toHaveFocus();
    await user.keyboard('{Enter}');
    expect(
      screen.getByRole('textbox', { name: 'Name of column 1' }),
    ).toHaveFocus();
    await user.keyboard('site');
    await user.tab();
    await user.selectOptions(
      screen.getByRole('combobox', { name: 'Type of site' }),
      'integer',
    );
    await user.tab();
    await user.keyboard('Code of the site');
    await user.tab();
    await user.keyboard(' ');
    await user.tab();
    await user.tab();
    await user.keyboard(' ');

    expect(seen.value).toEqual([
      {
        name: 'site',
        logicalType: 'integer',
        description: 'Code of the site',
        required: true,
        key: true,
      },
    ]);
    expect(
      screen.getByRole('checkbox', { name: 'site is part of the key' }),
    ).toBeChecked();
  });

  it('moves a column and keeps the keyboard on it', async () => {
    renderField({ columns });
    const user = userEvent.setup({ delay: null });
    const down = screen.getByRole('button', { name: 'Move site down' });
    down.focus();
    await user.keyboard('{Enter}');
    expect(names()).toEqual(['article', 'site', 'quantity']);
    expect(
      screen.getByRole('button', { name: 'Move site down' }),
    ).toHaveFocus();
    expect(screen.getByRole('status')).toHaveTextContent(
      'Moved column site to row 2 of 3',
    );

    await user.keyboard('{Enter}');
    expect(names()).toEqual(['article', 'quantity', 'site']);
    // There is no further down, so the keyboard waits on the way back.
    expect(screen.getByRole('button', { name: 'Move site up' })).toHaveFocus();
    expect(
      screen.getByRole('button', { name: 'Move site down' }),
    ).toBeDisabled();
  });

  it('removes a column and keeps the keyboard in the table', async () => {
    renderField({ columns });
    const user = userEvent.setup({ delay: null });
    await user.click(screen.getByRole('button', { name: 'Remove article' }));
    expect(names()).toEqual(['site', 'quantity']);
    expect(
      screen.getByRole('button', { name: 'Remove quantity' }),
    ).toHaveFocus();

    await user.keyboard('{Enter}');
    await user.keyboard('{Enter}');
    expect(screen.getByRole('button', { name: 'Add column' })).toHaveFocus();
  });

  it('says problems in words as soon as they are there', async () => {
    renderField({ columns });
    const user = userEvent.setup({ delay: null });
    const first = screen.getByRole('textbox', { name: 'Name of column 1' });
    await user.clear(first);
    await user.type(first, 'ARTICLE');
    expect(
      screen.getByText('Column "ARTICLE" is listed twice, in rows 1 and 2.'),
    ).toBeInTheDocument();

    await user.type(first, ' x');
    expect(first).toBeInvalid();
    expect(
      screen.getByText(/Column "ARTICLE x" cannot be named so/),
    ).toBeInTheDocument();

    await user.clear(
      screen.getByRole('textbox', { name: 'Description of quantity' }),
    );
    expect(
      screen.getByText('Column "quantity" has no description.'),
    ).toBeInTheDocument();
  });

  it('marks an empty field only once the form was sent', () => {
    const empty = [{ name: 'site', logicalType: 'string', description: '' }];
    renderField({ columns: empty });
    expect(
      screen.getByRole('textbox', { name: 'Description of site' }),
    ).toBeValid();
  });

  it('marks an empty field after the form was sent', () => {
    const empty = [{ name: 'site', logicalType: 'string', description: '' }];
    renderField({ columns: empty, rawErrors: ['x'] });
    expect(
      screen.getByRole('textbox', { name: 'Description of site' }),
    ).toBeInvalid();
  });

  it('is a table whose headings a screen reader can read', () => {
    renderField({ columns });
    const table = screen.getByRole('table', { name: 'Columns' });
    expect(
      within(table)
        .getAllByRole('columnheader')
        .map(cell => cell.textContent),
    ).toEqual([
      'Name',
      'Type',
      'Description',
      'Required',
      'Unique',
      'Key',
      'Critical',
      'Order',
    ]);
  });
});
