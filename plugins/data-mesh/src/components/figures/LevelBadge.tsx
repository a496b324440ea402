import Typography from '@material-ui/core/Typography';
import { LevelResult } from '@meshproof/backstage-plugin-data-mesh-common';
import { VisuallyHidden } from '../layout/VisuallyHidden';
import { Pill } from './Pill';
import { dayText } from './time';
import { levelText } from './words';

/** The shown level, with the marks for a waiver and for a level that is held. @internal */
export function LevelBadge(props: { level?: LevelResult }) {
  const { level } = props;
  if (!level) {
    return <Pill>not looked at yet</Pill>;
  }
  return (
    <>
      <Pill
        strong
        title={
          level.waived
            ? '* a waiver stands for a check of this level'
            : undefined
        }
      >
        {level.waived
          ? levelText(level.shown).replace(/^\d/, '$&*')
          : levelText(level.shown)}
      </Pill>
      {level.atRiskSince && (
        <Typography variant="caption">
          <VisuallyHidden>,</VisuallyHidden> at risk since{' '}
          {dayText(level.atRiskSince)}
        </Typography>
      )}
    </>
  );
}
