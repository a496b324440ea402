import Typography from '@material-ui/core/Typography';
import { Basis, Witness } from '@meshproof/backstage-plugin-data-mesh-common';
import { Fragment, ReactNode } from 'react';
import { TimeAgo } from './TimeAgo';
import { useTexts } from '../../texts/useTexts';

/** Why we believe it: basis, sources, witness and age. @internal */
export function ProvenanceLine(props: {
  basis: Basis;
  /** No record says anything about it yet. */
  nothingYet?: boolean;
  sources: string[];
  witness?: Witness;
  newestAt?: string;
}) {
  const { basis, nothingYet, sources, witness, newestAt } = props;
  const t = useTexts();
  const parts: ReactNode[] = [
    nothingYet && basis !== 'declared'
      ? t(`basis.nothing.${basis}`)
      : t(`basis.${basis}`),
  ];
  if (sources.length > 0) {
    parts.push(sources.join(', '));
  }
  if (witness) {
    parts.push(t(`witness.${witness}`));
  }
  if (newestAt) {
    parts.push(<TimeAgo time={newestAt} />);
  }
  return (
    <Typography variant="caption" color="textSecondary" component="p">
      {parts.map((part, index) => (
        // The parts have a fixed order, so their place identifies them.
        <Fragment key={index}>
          {index > 0 && ' · '}
          {part}
        </Fragment>
      ))}
    </Typography>
  );
}
