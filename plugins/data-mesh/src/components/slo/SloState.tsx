import Typography from '@material-ui/core/Typography';
import CheckIcon from '@material-ui/icons/Check';
import CloseIcon from '@material-ui/icons/Close';
import HelpOutlineIcon from '@material-ui/icons/HelpOutline';
import ScheduleIcon from '@material-ui/icons/Schedule';
import { Slo } from '@meshproof/backstage-plugin-data-mesh-common';
import { useTexts } from '../../texts/useTexts';
import { Pill, PillTone } from '../figures/Pill';
import { VisuallyHidden } from '../layout/VisuallyHidden';

const LOOKS: Record<Slo['state'], { tone: PillTone; Icon: typeof CheckIcon }> =
  {
    kept: { tone: 'good', Icon: CheckIcon },
    missed: { tone: 'bad', Icon: CloseIcon },
    unknown: { tone: 'plain', Icon: HelpOutlineIcon },
    stale: { tone: 'attention', Icon: ScheduleIcon },
  };

/** Whether a promise is kept; sign, word and, where it is not known, the cause. @internal */
export function SloState(props: Pick<Slo, 'state' | 'cause'>) {
  const { state, cause } = props;
  const t = useTexts();
  const { tone, Icon } = LOOKS[state];
  return (
    <>
      <Pill tone={tone} icon={<Icon aria-hidden="true" />}>
        {t(`slo.states.${state}`)}
      </Pill>
      {cause && (
        <Typography variant="caption" component="div">
          <VisuallyHidden>, </VisuallyHidden>
          {t(`cause.${cause}`)}
        </Typography>
      )}
    </>
  );
}
