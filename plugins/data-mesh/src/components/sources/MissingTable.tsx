import { SourcesReport } from '@meshproof/backstage-plugin-data-mesh-common';
import { Breakable } from '../layout/Breakable';
import { DataTable } from '../layout/DataTable';
import { useTexts } from '../../texts/useTexts';

/** Kinds of record that no source sends, and whom that keeps from being judged. @internal */
export function MissingTable(props: {
  missing: NonNullable<SourcesReport['missing']>;
}) {
  const t = useTexts();
  return (
    <DataTable caption={t('sources.missing.caption')} captionHidden>
      <thead>
        <tr>
          <th scope="col">{t('sources.missing.kind')}</th>
          <th scope="col">{t('sources.missing.server')}</th>
          <th scope="col">{t('sources.missing.effect')}</th>
          <th scope="col" className="figure">
            {t('sources.missing.products')}
          </th>
          <th scope="col" className="figure">
            {t('sources.missing.domains')}
          </th>
        </tr>
      </thead>
      <tbody>
        {props.missing.map(item => (
          <tr key={`${item.kind} ${item.server ?? ''}`}>
            <th scope="row">{t(`recordKind.${item.kind}`)}</th>
            <td>
              {item.server ? (
                <Breakable text={item.server} />
              ) : (
                t('sources.missing.anyServer')
              )}
            </td>
            <td className="wide">{item.text}</td>
            <td className="figure">{item.products}</td>
            <td className="figure">{item.domains}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
