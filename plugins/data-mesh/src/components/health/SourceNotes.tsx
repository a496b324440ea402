import { HealthReport } from '@meshproof/backstage-plugin-data-mesh-common';
import { dayText } from '../figures/time';
import { FactList } from '../layout/FactList';

/** How many publishers there are, and which are silent. @internal */
export function SourceNotes(props: { sources: HealthReport['sources'] }) {
  const { known, neverHeard, silent } = props.sources;
  return (
    <FactList
      items={[
        { name: 'Known', value: known.toLocaleString('en-GB') },
        {
          name: 'Silent',
          value:
            silent
              .map(
                ({ title, silentSince }) =>
                  `${title} since ${dayText(silentSince)}`,
              )
              .join(', ') || 'none',
        },
        {
          name: 'Never heard of',
          value: neverHeard.map(({ title }) => title).join(', ') || 'none',
        },
      ]}
    />
  );
}
