/**
 * What tools call a rule, in the words of ODCS (`quality[].metric`), so that a result finds the promise it is about. Only names that
 * mean the same are translated; every other name stays as it is.
 *
 * @see docs/evidence-formats.md
 */
const METRICS: Record<string, string> = {
  // dbt
  not_null: 'nullValues',
  unique: 'duplicateValues',
  accepted_values: 'invalidValues',
  // Soda
  missing_count: 'missingValues',
  duplicate_count: 'duplicateValues',
  invalid_count: 'invalidValues',
  row_count: 'rowCount',
  // Great Expectations
  expect_column_values_to_not_be_null: 'nullValues',
  expect_column_values_to_be_unique: 'duplicateValues',
  expect_column_values_to_be_in_set: 'invalidValues',
  expect_column_values_to_match_regex: 'invalidValues',
  expect_table_row_count_to_be_between: 'rowCount',
  expect_table_row_count_to_equal: 'rowCount',
  // datacontract-cli
  field_required: 'nullValues',
  field_unique: 'duplicateValues',
  field_null_values: 'nullValues',
  field_duplicate_values: 'duplicateValues',
  field_missing_values: 'missingValues',
  field_invalid_values: 'invalidValues',
  field_enum: 'invalidValues',
  field_regex: 'invalidValues',
};

/** @internal */
export function metricOf(name: string): string {
  return METRICS[name] ?? name;
}
