import { useApi } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { dataMeshApiRef } from '../../api';
import { useLoaded } from '../../hooks/useLoaded';
import { momentText } from '../figures/time';
import { KIND_WORDS, WITNESS_WORDS } from '../figures/words';
import { FactList } from '../layout/FactList';
import { Subheading } from '../layout/Subheading';
import { LoadedContent } from '../layout/LoadedContent';

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
  const api = useApi(dataMeshApiRef);
  const state = useLoaded(
    signal => api.getEvidenceRecord(id, { signal }),
    [id],
  );
  return (
    <LoadedContent state={state} what="the record" lines={5}>
      {record => (
        <>
          <Typography variant="h6" component="h3" className={classes.heading}>
            {KIND_WORDS[record.kind]} of {momentText(record.time)}
          </Typography>
          <Typography variant="body1" component="p">
            {record.summary}
          </Typography>
          <FactList
            items={[
              { name: 'Record', value: record.recordId ?? id },
              {
                name: 'Received',
                value: record.receivedAt && momentText(record.receivedAt),
              },
              {
                name: 'Source',
                value: record.publisherTitle ?? record.publisher,
              },
              {
                name: 'Witness',
                value: record.witness && WITNESS_WORDS[record.witness],
              },
              { name: 'Server', value: record.server },
              { name: 'Port', value: record.port },
              {
                name: 'Counted',
                value: record.counted
                  ? 'yes'
                  : `no${record.notCounted ? `: ${record.notCounted}` : ''}`,
              },
            ]}
          />
          <Subheading className={classes.heading}>
            As stored, after people were mapped to groups
          </Subheading>
          <pre className={classes.raw}>
            {JSON.stringify(record.raw, undefined, 2)}
          </pre>
        </>
      )}
    </LoadedContent>
  );
}
