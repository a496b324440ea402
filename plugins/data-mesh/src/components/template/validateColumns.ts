import { findColumnProblems, DataProductColumn } from './findColumnProblems';

/** Keeps the form from going on while a column is wrong; hints do not stop it. */
export function validateColumns(
  columns: DataProductColumn[] | undefined,
  field: { addError(message: string): void },
): void {
  for (const problem of findColumnProblems(columns ?? [])) {
    if (problem.severity === 'error') {
      field.addError(problem.message);
    }
  }
}
