import { Candidate } from '@meshproof/backstage-plugin-data-mesh-common';
import { GroupText } from './GroupText';
import { useTexts } from '../../texts/useTexts';

/** Whose product it could be, and why. @internal */
export function HomeText(props: { home: Candidate['home'] }) {
  const { home } = props;
  const t = useTexts();
  if (!home) {
    return <>{t('discover.home.unknown')}</>;
  }
  const group = <GroupText group={home.group} entityRef={home.ref} inText />;
  return home.basis === 'upstream' && home.makes ? (
    <>
      {t('discover.home.upstream', {
        group,
        made: home.makes.count,
        count: home.makes.of,
      })}
    </>
  ) : (
    <>{t('discover.home.owner', { group })}</>
  );
}
