import TextField from '@material-ui/core/TextField';
import { useId } from '../../hooks/useId';

/** A choice of one value, or of all. The browser's own control: it works the same for mouse, keyboard and screen reader. @internal */
export function SelectField(props: {
  label: string;
  /** What no choice is called. */
  all: string;
  value: string | undefined;
  options: { value: string; label: string }[];
  onChange: (value: string | undefined) => void;
}) {
  const { label, all, value, options, onChange } = props;
  const id = useId('data-mesh-select');
  const known = !value || options.some(option => option.value === value);
  return (
    <TextField
      id={id}
      label={label}
      select
      size="small"
      variant="outlined"
      SelectProps={{ native: true }}
      InputLabelProps={{ shrink: true, htmlFor: id }}
      value={value ?? ''}
      onChange={event => onChange(event.target.value || undefined)}
    >
      <option value="">{all}</option>
      {!known && <option value={value}>{value}</option>}
      {options.map(option => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </TextField>
  );
}
