import { Texts } from '../../texts/useTexts';

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

/** Something about the columns, in words. @internal */
export type ColumnProblem = {
  /** Whether the form may go on with it. */
  severity: 'error' | 'hint';
  /** Row and field it is about; absent for the list as a whole. */
  index?: number;
  field?: 'name' | 'description';
  message: string;
};

/** What is wrong with the columns, and what they could still use. @internal */
export function findColumnProblems(
  t: Texts,
  columns: readonly DataProductColumn[],
): ColumnProblem[] {
  if (columns.length === 0) {
    return [{ severity: 'error', message: t('template.problems.noColumn') }];
  }
  const problems: ColumnProblem[] = [];
  const rowsByName = new Map<string, number[]>();

  for (const [index, column] of columns.entries()) {
    const name = column.name?.trim() ?? '';
    const label = name
      ? t('template.problems.columnNamed', { name })
      : t('template.problems.columnAt', { place: index + 1 });
    const description = column.description?.trim() ?? '';
    if (!name) {
      problems.push({
        severity: 'error',
        index,
        field: 'name',
        message: t('template.problems.noName', { column: label }),
      });
    } else if (!/^[A-Za-z_][A-Za-z0-9_]{0,127}$/.test(column.name ?? '')) {
      problems.push({
        severity: 'error',
        index,
        field: 'name',
        message: t('template.problems.badName', { column: label }),
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
        message: t('template.problems.noDescription', { column: label }),
      });
    } else if (description.length > 500) {
      problems.push({
        severity: 'error',
        index,
        field: 'description',
        message: t('template.problems.longDescription', {
          column: label,
          length: String(description.length),
        }),
      });
    } else if (letters(description) === letters(name)) {
      problems.push({
        severity: 'hint',
        index,
        field: 'description',
        message: t('template.problems.emptyDescription', { column: label }),
      });
    }
  }

  for (const rows of rowsByName.values()) {
    if (rows.length > 1) {
      const places = rows.map(row => String(row + 1));
      const words = {
        name: columns[rows[0]].name ?? '',
        rows: places.slice(0, -1).join(', '),
        last: places[places.length - 1],
      };
      problems.push({
        severity: 'error',
        index: rows[rows.length - 1],
        field: 'name',
        message:
          rows.length === 2
            ? t('template.problems.twice', words)
            : t('template.problems.often', {
                ...words,
                times: String(rows.length),
              }),
      });
    }
  }

  if (!columns.some(column => column.key)) {
    problems.push({
      severity: 'hint',
      message: t('template.problems.noKey'),
    });
  }
  if (!columns.some(column => column.critical)) {
    problems.push({
      severity: 'hint',
      message: t('template.problems.noCritical'),
    });
  }
  return problems;
}

function letters(text: string): string {
  return text.toLocaleLowerCase('en-US').replace(/[^\p{L}\p{N}]+/gu, '');
}
