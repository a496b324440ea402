import { Link } from '@backstage/core-components';
import { Candidate } from '@meshproof/backstage-plugin-data-mesh-common';
import { DataTable } from '../layout/DataTable';
import { EntityText } from '../layout/EntityText';
import { VisuallyHidden } from '../layout/VisuallyHidden';
import { Demand } from './Demand';
import { GroupText } from './GroupText';
import { useTexts } from '../../texts/useTexts';

/** Data sets with their standing; the demand of each opens to who reads it. @internal */
export function CandidateTable(props: {
  items: Candidate[];
  hrefOf: (id: string) => string;
}) {
  const { items, hrefOf } = props;
  const t = useTexts();
  return (
    <DataTable caption={t('discover.table.caption')} captionHidden>
      <thead>
        <tr>
          <th scope="col">{t('discover.table.dataSet')}</th>
          <th scope="col">{t('discover.table.standing')}</th>
          <th scope="col">{t('discover.table.demand')}</th>
          <th scope="col">{t('discover.table.group')}</th>
          <th scope="col">{t('discover.table.home')}</th>
          <th scope="col" className="figure">
            {t('discover.table.tests')}
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map(item => (
          <tr key={item.id}>
            <th scope="row" className="wide">
              {item.name}
            </th>
            <td className="group">
              {item.rule
                ? t(`discover.rules.${item.rule}`)
                : t(`discover.standings.${item.standing}`)}
              {item.products?.map(product => (
                <div key={product}>
                  {/^[^:/]+:[^:/]+\/[^:/]+$/.test(product) ? (
                    <EntityText entityRef={product} />
                  ) : (
                    product
                  )}
                </div>
              ))}
            </td>
            <td className="group">
              <Link to={hrefOf(item.id)}>
                <Demand item={item} />
                <VisuallyHidden>
                  {t('discover.table.readersOf', { dataSet: item.name })}
                </VisuallyHidden>
              </Link>
            </td>
            <td className="group">
              {item.group ?? t('discover.groupUnknown')}
            </td>
            <td className="group">
              {item.home ? (
                <GroupText group={item.home.group} entityRef={item.home.ref} />
              ) : (
                '–'
              )}
            </td>
            <td className="figure">
              {t('format.number', { value: item.tests })}
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
