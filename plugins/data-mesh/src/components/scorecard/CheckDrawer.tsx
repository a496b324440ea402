import { Link } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { CheckResult } from '@meshproof/backstage-plugin-data-mesh-common';
import { useUrlState } from '../../routing';
import { SideDrawer } from '../layout/SideDrawer';
import { CheckDetail } from './CheckDetail';
import { RecordDetail } from './RecordDetail';
import { useTexts } from '../../texts/useTexts';

/** One check beside the list, opened by `?check=`; one record of it by `&record=`. @internal */
export function CheckDrawer(props: {
  productRef: string;
  checkId: string;
  /** Absent where the address names a check that this rubric does not have. */
  check?: CheckResult;
  evaluatedAt: string;
}) {
  const { productRef, checkId, check, evaluatedAt } = props;
  const t = useTexts();
  const url = useUrlState();
  const record = url.get('record');

  return (
    <SideDrawer
      title={check?.title ?? checkId}
      closeLabel={t('check.close')}
      onClose={() => url.set({ check: undefined, record: undefined })}
    >
      {record && (
        <>
          <Typography variant="body2" component="p">
            <Link to={url.href({ record: undefined })}>{t('check.back')}</Link>
          </Typography>
          <RecordDetail id={record} />
        </>
      )}
      {!record &&
        (check ? (
          <CheckDetail
            productRef={productRef}
            check={check}
            evaluatedAt={evaluatedAt}
          />
        ) : (
          <Typography variant="body1" role="status">
            {t('check.notFound', { check: checkId })}
          </Typography>
        ))}
    </SideDrawer>
  );
}
