/** One column, as the form keeps it and the action `data-mesh:contract:render` reads it. */
export type DataProductColumn = {
  name?: string;
  logicalType?: string;
  description?: string;
  required?: boolean;
  unique?: boolean;
  key?: boolean;
  critical?: boolean;
};

/** Something about the columns, in words. */
export type ColumnProblem = {
  /** Whether the form may go on with it. */
  severity: 'error' | 'hint';
  /** Row and field it is about; absent for the list as a whole. */
  index?: number;
  field?: 'name' | 'description';
  message: string;
};

/** What is wrong with the columns, and what they could still use. */
export function findColumnProblems(
  columns: readonly DataProductColumn[],
): ColumnProblem[] {
  if (columns.length === 0) {
    return [{ severity: 'error', message: 'Add at least one column.' }];
  }
  const problems: ColumnProblem[] = [];
  const rowsByName = new Map<string, number[]>();

  for (const [index, column] of columns.entries()) {
    const name = column.name?.trim() ?? '';
    const label = name ? `Column "${name}"` : `Column ${index + 1}`;
    const description = column.description?.trim() ?? '';
    if (!name) {
      problems.push({
        severity: 'error',
        index,
        field: 'name',
        message: `${label} has no name.`,
      });
    } else if (!/^[A-Za-z_][A-Za-z0-9_]{0,127}$/.test(column.name ?? '')) {
      problems.push({
        severity: 'error',
        index,
        field: 'name',
        message: `${label} cannot be named so: start with a letter or _, then letters, digits and _ only.`,
      });
    } else {
      // Most warehouses do not tell capitals apart.
      const folded = name.toLocaleLowerCase('en-US');
      rowsByName.set(folded, [...(rowsByName.get(folded) ?? []), index]);
    }
    if (!description) {
      problems.push({
        severity: 'error',
        index,
        field: 'description',
        message: `${label} has no description.`,
      });
    } else if (description.length > 500) {
      problems.push({
        severity: 'error',
        index,
        field: 'description',
        message: `${label} has a description of ${description.length} characters, at most 500 fit.`,
      });
    } else if (letters(description) === letters(name)) {
      problems.push({
        severity: 'hint',
        index,
        field: 'description',
        message: `${label} has a description that only repeats its name: say what it means.`,
      });
    }
  }

  for (const rows of rowsByName.values()) {
    if (rows.length > 1) {
      const places = rows.map(row => row + 1);
      problems.push({
        severity: 'error',
        index: rows[rows.length - 1],
        field: 'name',
        message: `Column "${columns[rows[0]].name}" is listed ${
          rows.length === 2 ? 'twice' : `${rows.length} times`
        }, in rows ${places.slice(0, -1).join(', ')} and ${
          places[places.length - 1]
        }.`,
      });
    }
  }

  if (!columns.some(column => column.key)) {
    problems.push({
      severity: 'hint',
      message:
        'No column is marked as key: mark those that together identify one row.',
    });
  }
  if (!columns.some(column => column.critical)) {
    problems.push({
      severity: 'hint',
      message:
        'No column is marked as critical: mark those that must never be wrong.',
    });
  }
  return problems;
}

function letters(text: string): string {
  return text.toLocaleLowerCase('en-US').replace(/[^\p{L}\p{N}]+/gu, '');
}
