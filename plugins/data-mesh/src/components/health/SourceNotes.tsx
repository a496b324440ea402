import { HealthReport } from '@meshproof/backstage-plugin-data-mesh-common';
import { useTexts } from '../../texts/useTexts';
import { dayText } from '../figures/time';
import { FactList } from '../layout/FactList';

/** How many publishers there are, and which are silent. @internal */
export function SourceNotes(props: { sources: HealthReport['sources'] }) {
  const t = useTexts();
  const { known, neverHeard, silent } = props.sources;
  return (
    <FactList
      items={[
        {
          name: t('health.sources.known'),
          value: t('format.number', { value: known }),
        },
        {
          name: t('health.sources.silent'),
          value:
            silent
              .map(({ title, silentSince }) =>
                t('health.sources.silentSince', {
                  source: title,
                  day: dayText(t, silentSince),
                }),
              )
              .join(', ') || t('answer.none'),
        },
        {
          name: t('health.sources.neverHeard'),
          value:
            neverHeard.map(({ title }) => title).join(', ') || t('answer.none'),
        },
      ]}
    />
  );
}
