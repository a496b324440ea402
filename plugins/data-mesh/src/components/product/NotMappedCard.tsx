import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { DataProductEntityV1alpha1 } from '@meshproof/backstage-plugin-data-mesh-common';
import { DataTable } from '../layout/DataTable';
import { LoadedContent } from '../layout/LoadedContent';
import { useDataProduct } from './useDataProduct';
import { useProductDescription } from './useProductDescription';
import { useTexts } from '../../texts/useTexts';

/** What an ODPS document says that has no place in the entity; it is kept and shown, and judged by nothing. @internal */
export function NotMappedCard() {
  const entity = useDataProduct();
  return entity ? <Body entity={entity} /> : null;
}

function Body(props: { entity: DataProductEntityV1alpha1 }) {
  const t = useTexts();
  const state = useProductDescription(props.entity);
  return (
    <EntityInfoCard title={t('odps.title')}>
      <LoadedContent state={state} what={t('odps.what')}>
        {({ notMapped }) =>
          notMapped.length === 0 ? (
            <Typography variant="body2">{t('odps.empty')}</Typography>
          ) : (
            <>
              <Typography variant="body2">{t('odps.lead')}</Typography>
              <DataTable caption={t('odps.caption')} captionHidden>
                <thead>
                  <tr>
                    <th scope="col">{t('odps.field')}</th>
                    <th scope="col">{t('odps.value')}</th>
                  </tr>
                </thead>
                <tbody>
                  {notMapped.map(({ path, value }) => (
                    <tr key={path}>
                      <th scope="row">{t('odps.notMapped', { path })}</th>
                      <td>{value}</td>
                    </tr>
                  ))}
                </tbody>
              </DataTable>
            </>
          )
        }
      </LoadedContent>
    </EntityInfoCard>
  );
}
