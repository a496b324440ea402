import AdjustIcon from '@material-ui/icons/Adjust';
import CheckCircleOutlineIcon from '@material-ui/icons/CheckCircleOutline';
import FiberNewIcon from '@material-ui/icons/FiberNew';
import HelpOutlineIcon from '@material-ui/icons/HelpOutline';
import RadioButtonUncheckedIcon from '@material-ui/icons/RadioButtonUnchecked';
import ReportProblemOutlinedIcon from '@material-ui/icons/ReportProblemOutlined';
import { Verdict } from '@meshproof/backstage-plugin-data-mesh-common';
import { Pill, PillTone } from './Pill';
import { dayText } from './time';
import { useTexts } from '../../texts/useTexts';

const LOOKS: Record<Verdict, { tone: PillTone; Icon: typeof AdjustIcon }> = {
  proven: { tone: 'good', Icon: CheckCircleOutlineIcon },
  partial: { tone: 'note', Icon: AdjustIcon },
  contradicted: { tone: 'attention', Icon: ReportProblemOutlinedIcon },
  new: { tone: 'plain', Icon: FiberNewIcon },
  unmeasured: { tone: 'plain', Icon: HelpOutlineIcon },
  unproven: { tone: 'plain', Icon: RadioButtonUncheckedIcon },
};

/** The verdict; for an owner who still has time to answer, also the day from which others see a finding. @internal */
export function VerdictLabel(props: {
  verdict?: Verdict;
  contradictedOn?: string;
}) {
  const { verdict, contradictedOn } = props;
  const t = useTexts();
  if (!verdict) {
    return <Pill>{t('verdict.notYet')}</Pill>;
  }
  if (contradictedOn) {
    const { tone, Icon } = LOOKS.contradicted;
    return (
      <Pill
        tone={tone}
        icon={<Icon aria-hidden="true" />}
        title={
          verdict === 'contradicted'
            ? t('verdict.othersLater')
            : t('verdict.othersRead', {
                verdict: t(`verdict.names.${verdict}`),
              })
        }
      >
        {t('verdict.contradictedOn', { day: dayText(t, contradictedOn) })}
      </Pill>
    );
  }
  const { tone, Icon } = LOOKS[verdict];
  return (
    <Pill
      tone={tone}
      icon={<Icon aria-hidden="true" />}
      title={t(`verdict.meaning.${verdict}`)}
    >
      {t(`verdict.names.${verdict}`)}
    </Pill>
  );
}
