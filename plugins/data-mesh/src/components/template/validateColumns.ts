import { ApiHolder } from '@backstage/frontend-plugin-api';
import { textsFrom } from '../../texts/textsFrom';
import { DataProductColumn, findColumnProblems } from './findColumnProblems';

/** Keeps the form from going on while a column is wrong; hints do not stop it. */
export async function validateColumns(
  columns: DataProductColumn[] | undefined,
  field: { addError(message: string): void },
  context: { apiHolder: ApiHolder },
): Promise<void> {
  const t = await textsFrom(context.apiHolder);
  const [first, ...others] = findColumnProblems(t, columns ?? []).filter(
    problem => problem.severity === 'error',
  );
  if (first) {
    // The field lists them all, the form's own message below it need not.
    field.addError(
      others.length
        ? t('template.columns.more', { problem: first.message })
        : first.message,
    );
  }
}
