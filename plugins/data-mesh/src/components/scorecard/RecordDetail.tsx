import { useApi } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { dataMeshApiRef } from '../../api';
import { useLoaded } from '../../hooks/useLoaded';
import { momentText } from '../figures/time';
import { FactList } from '../layout/FactList';
import { Subheading } from '../layout/Subheading';
import { LoadedContent } from '../layout/LoadedContent';
import { useTexts } from '../../texts/useTexts';
import { countedText } from './countedText';

const useStyles = makeStyles(
  theme => ({
    heading: { margin: theme.spacing(2, 0, 1) },
    raw: {
      ...theme.typography.body2,
      fontFamily: 'monospace',
      whiteSpace: 'pre-wrap',
      overflowWrap: 'anywhere',
      margin: 0,
      padding: theme.spacing(2),
      color: theme.palette.text.primary,
      backgroundColor: theme.palette.background.default,
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
    },
  }),
  { name: 'DataMeshRecordDetail' },
);

/** One evidence record as it is stored. @internal */
export function RecordDetail(props: { id: string }) {
  const { id } = props;
  const classes = useStyles();
  const t = useTexts();
  const api = useApi(dataMeshApiRef);
  const state = useLoaded(
    signal => api.getEvidenceRecord(id, { signal }),
    [id],
  );
  return (
    <LoadedContent state={state} what={t('record.what')} lines={5}>
      {record => (
        <>
          <Typography variant="h6" component="h3" className={classes.heading}>
            {t('record.title', {
              kind: t(`recordKind.${record.kind}`),
              moment: momentText(t, record.time),
            })}
          </Typography>
          <Typography variant="body1" component="p">
            {record.summary}
          </Typography>
          <FactList
            items={[
              { name: t('record.id'), value: record.recordId ?? id },
              {
                name: t('record.received'),
                value: record.receivedAt && momentText(t, record.receivedAt),
              },
              {
                name: t('record.source'),
                value: record.publisherTitle ?? record.publisher,
              },
              {
                name: t('record.witness'),
                value: record.witness && t(`witness.${record.witness}`),
              },
              { name: t('record.server'), value: record.server },
              { name: t('record.port'), value: record.port },
              {
                name: t('record.counted'),
                value: countedText(t, record),
              },
            ]}
          />
          <Subheading className={classes.heading}>{t('record.raw')}</Subheading>
          <pre className={classes.raw}>
            {JSON.stringify(record.raw, undefined, 2)}
          </pre>
        </>
      )}
    </LoadedContent>
  );
}
