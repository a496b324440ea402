import TextField from '@material-ui/core/TextField';
import { useEffect, useRef, useState } from 'react';
import { useId } from '../../hooks/useId';

const PAUSE = 300;

/** A text filter. It reports after a short pause, so that not every letter is a request. @internal */
export function SearchField(props: {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}) {
  const { label, value = '', onChange } = props;
  const [text, setText] = useState(value);
  const reported = useRef(value);
  const report = useRef(onChange);
  report.current = onChange;
  const id = useId('data-mesh-search');

  // The address changed by other means than typing here, for example by the back button.
  useEffect(() => {
    if (value !== reported.current) {
      reported.current = value;
      setText(value);
    }
  }, [value]);

  useEffect(() => {
    if (text === reported.current) {
      return undefined;
    }
    const timer = setTimeout(() => {
      reported.current = text;
      report.current(text || undefined);
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [text]);

  return (
    <TextField
      id={id}
      label={label}
      type="search"
      size="small"
      variant="outlined"
      InputLabelProps={{ shrink: true }}
      value={text}
      onChange={event => setText(event.target.value)}
    />
  );
}
