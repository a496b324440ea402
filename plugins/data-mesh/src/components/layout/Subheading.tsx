import Typography from '@material-ui/core/Typography';
import { ReactNode } from 'react';

/** The heading of a part of a card, below the card's own heading. @internal */
export function Subheading(props: {
  id?: string;
  children: ReactNode;
  className?: string;
}) {
  const { id, className } = props;
  return (
    <Typography id={id} variant="body1" component="h4" className={className}>
      <strong>{props.children}</strong>
    </Typography>
  );
}
