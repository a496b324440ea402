import Typography from '@material-ui/core/Typography';
import { ReactNode } from 'react';

/** The heading of a part of a card, below the card's own heading. @internal */
export function Subheading(props: { children: ReactNode; className?: string }) {
  return (
    <Typography variant="body1" component="h4" className={props.className}>
      <strong>{props.children}</strong>
    </Typography>
  );
}
