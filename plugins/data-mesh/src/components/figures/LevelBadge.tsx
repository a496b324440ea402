import Typography from '@material-ui/core/Typography';
import { LevelResult } from '@meshproof/backstage-plugin-data-mesh-common';
import { VisuallyHidden } from '../layout/VisuallyHidden';
import { Pill } from './Pill';
import { dayText } from './time';
import { useTexts } from '../../texts/useTexts';

/** The shown level, with the marks for a waiver and for a level that is held. @internal */
export function LevelBadge(props: { level?: LevelResult }) {
  const { level } = props;
  const t = useTexts();
  if (!level) {
    return <Pill>{t('level.notYet')}</Pill>;
  }
  return (
    <>
      <Pill strong title={level.waived ? t('level.waived') : undefined}>
        {t(level.waived ? 'level.textWaived' : 'level.text', {
          level: String(level.shown),
          name: t(`level.names.${level.shown}`),
        })}
      </Pill>
      {level.atRiskSince && (
        <Typography variant="caption">
          <VisuallyHidden>,</VisuallyHidden>{' '}
          {t('level.atRisk', { day: dayText(t, level.atRiskSince) })}
        </Typography>
      )}
    </>
  );
}
