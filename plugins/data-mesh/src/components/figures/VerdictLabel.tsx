import AdjustIcon from '@material-ui/icons/Adjust';
import CheckCircleOutlineIcon from '@material-ui/icons/CheckCircleOutline';
import FiberNewIcon from '@material-ui/icons/FiberNew';
import HelpOutlineIcon from '@material-ui/icons/HelpOutline';
import RadioButtonUncheckedIcon from '@material-ui/icons/RadioButtonUnchecked';
import ReportProblemOutlinedIcon from '@material-ui/icons/ReportProblemOutlined';
import { Verdict } from '@meshproof/backstage-plugin-data-mesh-common';
import { Pill, PillTone } from './Pill';
import { dayText } from './time';
import { VERDICT_MEANING } from './words';

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
  if (!verdict) {
    return <Pill>not looked at yet</Pill>;
  }
  if (contradictedOn) {
    const { tone, Icon } = LOOKS.contradicted;
    return (
      <Pill
        tone={tone}
        icon={<Icon aria-hidden="true" />}
        title={
          verdict === 'contradicted'
            ? 'Others do not see it before that day.'
            : `Others read "${verdict}" until that day.`
        }
      >
        contradicted on {dayText(contradictedOn)}
      </Pill>
    );
  }
  const { tone, Icon } = LOOKS[verdict];
  return (
    <Pill
      tone={tone}
      icon={<Icon aria-hidden="true" />}
      title={VERDICT_MEANING[verdict]}
    >
      {verdict}
    </Pill>
  );
}
