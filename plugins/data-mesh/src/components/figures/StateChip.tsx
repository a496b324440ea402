import Typography from '@material-ui/core/Typography';
import CheckIcon from '@material-ui/icons/Check';
import CloseIcon from '@material-ui/icons/Close';
import HelpOutlineIcon from '@material-ui/icons/HelpOutline';
import PanToolOutlinedIcon from '@material-ui/icons/PanToolOutlined';
import ScheduleIcon from '@material-ui/icons/Schedule';
import {
  CheckState,
  UnknownCause,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { VisuallyHidden } from '../layout/VisuallyHidden';
import { Pill, PillTone } from './Pill';
import { useTexts } from '../../texts/useTexts';

const LOOKS: Record<CheckState, { tone: PillTone; Icon: typeof CheckIcon }> = {
  pass: { tone: 'good', Icon: CheckIcon },
  fail: { tone: 'bad', Icon: CloseIcon },
  unknown: { tone: 'plain', Icon: HelpOutlineIcon },
  stale: { tone: 'attention', Icon: ScheduleIcon },
  waived: { tone: 'note', Icon: PanToolOutlinedIcon },
};

/** The state of a check; sign, word and, for `unknown`, the cause. @internal */
export function StateChip(props: { state: CheckState; cause?: UnknownCause }) {
  const { state, cause } = props;
  const t = useTexts();
  const { tone, Icon } = LOOKS[state];
  return (
    <>
      <Pill tone={tone} icon={<Icon aria-hidden="true" />}>
        {t(`state.${state}`)}
      </Pill>
      {state === 'unknown' && cause && (
        <Typography variant="caption" component="div">
          <VisuallyHidden>, </VisuallyHidden>
          {t(`cause.${cause}`)}
        </Typography>
      )}
    </>
  );
}
