import Button from '@material-ui/core/Button';
import { SourcesReport } from '@meshproof/backstage-plugin-data-mesh-common';
import { useState } from 'react';
import { TimeAgo } from '../figures/TimeAgo';
import { DataTable } from '../layout/DataTable';
import { EntityText } from '../layout/EntityText';
import { useTexts } from '../../texts/useTexts';

const AT_ONCE = 50;

/** Where on the page the unmatched records are. @internal */
export const UNMATCHED_ID = 'unmatched-data-sets';

/** What records are about that belong to no product, with the products they are nearly about. @internal */
export function UnmatchedTable(props: {
  unmatched: NonNullable<SourcesReport['unmatched']>;
  names: NonNullable<SourcesReport['unmatchedNames']>;
}) {
  const t = useTexts();
  const [shown, setShown] = useState(AT_ONCE);
  const unmatched = [
    // Somebody named these: they are told before what a tool happened to see.
    ...props.names.map(({ type, name, ...rest }) => ({
      key: `${type} ${name}`,
      what: t(`sources.unmatched.${type}`, { name }),
      ...rest,
    })),
    ...props.unmatched.map(({ dataset, ...rest }) => ({
      key: `${dataset.namespace} ${dataset.name}`,
      what: `${dataset.namespace} ${dataset.name}`,
      ...rest,
    })),
  ];
  return (
    <>
      <DataTable caption={t('sources.unmatched.caption')}>
        <thead>
          <tr>
            <th scope="col">{t('sources.unmatched.dataSet')}</th>
            <th scope="col">{t('sources.unmatched.kinds')}</th>
            <th scope="col" className="figure">
              {t('sources.unmatched.records')}
            </th>
            <th scope="col">{t('sources.unmatched.last')}</th>
            <th scope="col">{t('sources.unmatched.nearest')}</th>
          </tr>
        </thead>
        <tbody>
          {unmatched.slice(0, shown).map(item => (
            <tr key={item.key}>
              <th scope="row" className="wide">
                {item.what}
              </th>
              <td>
                {item.kinds.map(kind => t(`recordKind.${kind}`)).join(', ')}
              </td>
              <td className="figure">
                {t('format.number', { value: item.records })}
              </td>
              <td className="nowrap">
                <TimeAgo time={item.lastAt} />
              </td>
              <td>
                {item.nearest.length === 0
                  ? t('sources.unmatched.noneNear')
                  : item.nearest.map((ref, index) => (
                      <span key={ref}>
                        {index > 0 && ', '}
                        <EntityText entityRef={ref} />
                      </span>
                    ))}
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      {unmatched.length > shown && (
        <Button size="small" onClick={() => setShown(count => count + AT_ONCE)}>
          {t('list.showMore', { left: unmatched.length - shown })}
        </Button>
      )}
    </>
  );
}
