import { Fragment } from 'react';

/** A name or an address that may break after its separators, before it breaks inside a word. @internal */
export function Breakable(props: { text: string }) {
  return (
    <>
      {props.text.split(/(?<=[./_-])(?=[^./_-])/).map((part, index) => (
        // The parts have a fixed order, so their place identifies them.
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </>
  );
}
