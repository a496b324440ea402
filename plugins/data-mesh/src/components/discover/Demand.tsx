import { Candidate } from '@meshproof/backstage-plugin-data-mesh-common';
import { useTexts } from '../../texts/useTexts';

/** Who asks for a data set, in words. @internal */
export function Demand(props: {
  item: Pick<Candidate, 'otherGroups' | 'aiUseCases' | 'readers'>;
}) {
  const { otherGroups, aiUseCases, readers } = props.item;
  const t = useTexts();
  const parts: string[] = [
    ...(otherGroups > 0
      ? [t('discover.demand.groups', { count: otherGroups })]
      : []),
    ...(aiUseCases > 0 ? [t('discover.demand.ai', { count: aiUseCases })] : []),
  ];
  if (parts.length === 0) {
    parts.push(
      readers.length === 0
        ? t('discover.demand.none')
        : t('discover.demand.noOther'),
    );
  }
  return <>{parts.join('; ')}</>;
}
