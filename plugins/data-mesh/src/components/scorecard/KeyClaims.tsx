import { Link } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  CheckResult,
  KeyClaimResult,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { StateChip } from '../figures/StateChip';
import { DataTable } from '../layout/DataTable';
import { useTexts } from '../../texts/useTexts';

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
  const t = useTexts();
  if (claims.length === 0) {
    return null;
  }
  const titles = new Map(checks.map(check => [check.id, check.title]));
  return (
    <>
      <Typography variant="h6" component="h4" className={classes.heading}>
        {t('keyClaims.title')}
      </Typography>
      <DataTable caption={t('keyClaims.caption')} captionHidden>
        <thead>
          <tr>
            <th scope="col">{t('keyClaims.claim')}</th>
            <th scope="col">{t('keyClaims.state')}</th>
            <th scope="col">{t('keyClaims.checks')}</th>
          </tr>
        </thead>
        <tbody>
          {claims.map(claim => (
            <tr key={claim.claim}>
              <th scope="row">{t(`keyClaims.names.${claim.claim}`)}</th>
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
