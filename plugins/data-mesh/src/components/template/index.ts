export type { DataProductColumn } from './findColumnProblems';
export {
  dataProductColumnsFormField,
  dataProductNameFormField,
} from './formFields';
export {
  dataProductColumnsFieldExtension,
  dataProductNameFieldExtension,
} from './legacyFields';
