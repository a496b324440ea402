import { Link } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  CheckResult,
  KeyClaim,
  KeyClaimResult,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { StateChip } from '../figures/StateChip';
import { DataTable } from '../layout/DataTable';

const CLAIM_WORDS: Record<KeyClaim, string> = {
  owner: 'The owner changes it',
  pipeline: 'The declared jobs write it',
  schema: 'The schema is as promised',
  quality: 'Quality is measured and kept',
  timeliness: 'It is on time',
  consumer: 'Somebody else reads it',
};

const useStyles = makeStyles(
  theme => ({ heading: { marginTop: theme.spacing(2) } }),
  { name: 'DataMeshKeyClaims' },
);

/** The six claims behind the verdict, each open to its checks. @internal */
export function KeyClaims(props: {
  claims: KeyClaimResult[];
  checks: CheckResult[];
  hrefOf: (checkId: string) => string;
}) {
  const { claims, checks, hrefOf } = props;
  const classes = useStyles();
  if (claims.length === 0) {
    return null;
  }
  const titles = new Map(checks.map(check => [check.id, check.title]));
  return (
    <>
      <Typography variant="h6" component="h4" className={classes.heading}>
        What the verdict rests on
      </Typography>
      <DataTable caption="Key claims of the verdict" captionHidden>
        <thead>
          <tr>
            <th scope="col">Claim</th>
            <th scope="col">State</th>
            <th scope="col">Checks</th>
          </tr>
        </thead>
        <tbody>
          {claims.map(claim => (
            <tr key={claim.claim}>
              <th scope="row">{CLAIM_WORDS[claim.claim]}</th>
              <td>
                <StateChip state={claim.state} />
                {claim.refuted && <div>{claim.refuted}</div>}
              </td>
              <td>
                {claim.checks.map((id, index) => (
                  <span key={id}>
                    {index > 0 && ', '}
                    <Link to={hrefOf(id)}>{titles.get(id) ?? id}</Link>
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </>
  );
}
