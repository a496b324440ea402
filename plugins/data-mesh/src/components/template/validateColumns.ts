import { DataProductColumn, findColumnProblems } from './findColumnProblems';

/** Keeps the form from going on while a column is wrong; hints do not stop it. */
export function validateColumns(
  columns: DataProductColumn[] | undefined,
  field: { addError(message: string): void },
): void {
  const [first, ...others] = findColumnProblems(columns ?? []).filter(
    problem => problem.severity === 'error',
  );
  if (first) {
    // The field lists them all, the form's own message below it need not.
    field.addError(
      others.length
        ? `${first.message} There is more to put right: see the list above.`
        : first.message,
    );
  }
}
