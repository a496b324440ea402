import { Overview } from '@meshproof/backstage-plugin-data-mesh-common';
import { useTexts } from '../../texts/useTexts';

/** What would make more known, whose task it is, and how many domains wait for it. @internal */
export function Task(props: Overview['cannotJudge'][number]) {
  const { text, who, domains } = props;
  const t = useTexts();
  return (
    <>
      {domains > 0
        ? t('overview.figures.taskInDomains', {
            text,
            who: t(`who.${who}`),
            domains: t('count.domains', { count: domains }),
          })
        : t('overview.figures.task', { text, who: t(`who.${who}`) })}
    </>
  );
}
