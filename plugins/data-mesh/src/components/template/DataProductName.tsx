import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import TextField from '@material-ui/core/TextField';
import { useTexts } from '../../texts/useTexts';

/** The form field for the name of a new product. Whether it is free is asked when the page is left; the form shows the answer. */
export function DataProductName(props: FieldExtensionComponentProps<string>) {
  const {
    disabled,
    formData,
    idSchema,
    onChange,
    rawErrors = [],
    readonly,
    required,
    schema,
    uiSchema,
  } = props;
  const t = useTexts();
  return (
    <TextField
      id={idSchema?.$id}
      fullWidth
      margin="normal"
      label={schema?.title ?? t('template.name.label')}
      helperText={uiSchema?.['ui:description'] ?? schema?.description}
      required={required}
      disabled={Boolean(disabled || readonly)}
      error={rawErrors.length > 0}
      value={formData ?? ''}
      onChange={({ target: { value } }) => onChange(value)}
      inputProps={{
        autoFocus: uiSchema?.['ui:autofocus'],
        autoCapitalize: 'none',
        spellCheck: false,
      }}
    />
  );
}
