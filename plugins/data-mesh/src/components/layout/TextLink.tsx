import { Link } from '@backstage/core-components';
import { ReactNode } from 'react';

/** A link inside running text, underlined: there colour alone must not tell it from the words around it. @internal */
export function TextLink(props: { to: string; children: ReactNode }) {
  return (
    <Link to={props.to} underline="always">
      {props.children}
    </Link>
  );
}
