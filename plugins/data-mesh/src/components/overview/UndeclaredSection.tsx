import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { UndeclaredDataset } from '@meshproof/backstage-plugin-data-mesh-common';
import { useState } from 'react';
import { TimeAgo } from '../figures/TimeAgo';
import { DataTable } from '../layout/DataTable';
import { EntityText } from '../layout/EntityText';
import { useTexts } from '../../texts/useTexts';

const AT_ONCE = 10;
const READERS_AT_ONCE = 5;

/** Data sets that other domains read and no product serves. @internal */
export function UndeclaredSection(props: { datasets: UndeclaredDataset[] }) {
  const { datasets } = props;
  const t = useTexts();
  const [shown, setShown] = useState(AT_ONCE);
  return (
    <section aria-label={t('overview.undeclared.title')}>
      <Typography variant="h5" component="h2">
        {t('overview.undeclared.title')}
      </Typography>
      {datasets.length === 0 ? (
        <Typography variant="body1">
          {t('overview.undeclared.empty')}
        </Typography>
      ) : (
        <>
          <DataTable caption={t('overview.undeclared.caption')}>
            <thead>
              <tr>
                <th scope="col">{t('overview.undeclared.columns.dataSet')}</th>
                <th scope="col">{t('overview.undeclared.columns.label')}</th>
                <th scope="col">{t('overview.undeclared.columns.readers')}</th>
                <th scope="col" className="figure">
                  {t('overview.undeclared.columns.domains')}
                </th>
                <th scope="col" className="figure">
                  {t('overview.undeclared.columns.aiUseCases')}
                </th>
                <th scope="col">{t('overview.undeclared.columns.lastRead')}</th>
              </tr>
            </thead>
            <tbody>
              {datasets.slice(0, shown).map(item => (
                <tr key={`${item.dataset.namespace} ${item.dataset.name}`}>
                  <th scope="row" className="wide">
                    {item.dataset.name}
                    <div>
                      <Typography variant="caption" color="textSecondary">
                        {item.dataset.namespace}
                      </Typography>
                    </div>
                  </th>
                  <td>{t('overview.undeclared.label')}</td>
                  <td className="wide">
                    {item.readers
                      .slice(0, READERS_AT_ONCE)
                      .map((reader, index) => (
                        <span key={reader.ref}>
                          {index > 0 && ', '}
                          <EntityText entityRef={reader.ref} />
                        </span>
                      ))}
                    {item.readers.length > READERS_AT_ONCE &&
                      t('list.more', {
                        left: item.readers.length - READERS_AT_ONCE,
                      })}
                  </td>
                  <td className="figure">{item.domains}</td>
                  <td className="figure">{item.aiUseCases}</td>
                  <td className="nowrap">
                    <TimeAgo time={item.lastReadAt} />
                  </td>
                </tr>
              ))}
            </tbody>
          </DataTable>
          {datasets.length > shown && (
            <Button
              size="small"
              onClick={() => setShown(count => count + AT_ONCE)}
            >
              {t('list.showMore', { left: datasets.length - shown })}
            </Button>
          )}
        </>
      )}
    </section>
  );
}
