import { Link } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  Contradiction,
  ContradictionReply,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { useState } from 'react';
import { dataMeshApiRef } from '../../api';
import { useEvidenceLink } from '../../hooks/useScorecardLink';
import { useTexts } from '../../texts/useTexts';
import { dayText } from '../figures/time';
import { EntityText } from '../layout/EntityText';
import { Subheading } from '../layout/Subheading';
import { ReplyForm } from './ReplyForm';

const useStyles = makeStyles(
  theme => ({
    heading: { marginTop: theme.spacing(2) },
    item: {
      margin: theme.spacing(1, 0),
      padding: theme.spacing(1, 2),
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      overflowWrap: 'anywhere',
    },
    sides: {
      ...theme.typography.body2,
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
      gap: theme.spacing(1, 3),
      margin: theme.spacing(1, 0),
      [theme.breakpoints.down('xs')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
      '& dt': { fontWeight: theme.typography.fontWeightBold },
      '& dd': { margin: 0 },
    },
    replies: {
      ...theme.typography.body2,
      margin: theme.spacing(1, 0),
      paddingLeft: theme.spacing(2.5),
    },
    text: { whiteSpace: 'pre-wrap' },
  }),
  { name: 'DataMeshContradictions' },
);

/** What is claimed beside what records show, with what the owner says to it. @internal */
export function Contradictions(props: {
  productRef: string;
  contradictions: Contradiction[];
  /** Something was replied or withdrawn. */
  onChange: () => void;
}) {
  const { productRef, contradictions, onChange } = props;
  const classes = useStyles();
  const t = useTexts();
  return (
    <section aria-label={t('contradictions.title')}>
      <Typography variant="h6" component="h4" className={classes.heading}>
        {t('contradictions.title')}
      </Typography>
      {contradictions.map(entry => (
        <OneContradiction
          key={`${entry.kind} ${entry.port ?? ''}`}
          productRef={productRef}
          contradiction={entry}
          onChange={onChange}
        />
      ))}
    </section>
  );
}

function OneContradiction(props: {
  productRef: string;
  contradiction: Contradiction;
  onChange: () => void;
}) {
  const { productRef, contradiction, onChange } = props;
  const { kind, port, claimed, shown, replies = [] } = contradiction;
  const classes = useStyles();
  const t = useTexts();
  const evidenceLink = useEvidenceLink();
  const api = useApi(dataMeshApiRef);
  const [replying, setReplying] = useState(false);
  const open = Date.parse(contradiction.visibleToAllFrom) > Date.now();
  const title = t(`contradictions.kinds.${kind}`);

  return (
    <div className={classes.item}>
      <Subheading>
        {port === undefined
          ? title
          : t('contradictions.ofPort', { title, port })}
      </Subheading>
      <dl className={classes.sides}>
        <div>
          <dt>{t('contradictions.claimed')}</dt>
          <dd>{claimed.text}</dd>
          <dd>
            {t('contradictions.since', { day: dayText(t, claimed.since) })}
          </dd>
        </div>
        <div>
          <dt>{t('contradictions.shown')}</dt>
          <dd>{shown.text}</dd>
          {shown.days !== undefined && shown.firstAt && shown.lastAt && (
            <dd>
              {t('contradictions.span', {
                days: t('duration.days', { count: shown.days }),
                first: dayText(t, shown.firstAt),
                last: dayText(t, shown.lastAt),
              })}
            </dd>
          )}
          <dd>
            <Link
              to={evidenceLink(productRef, {
                kind: contradiction.records,
                port: contradiction.records === 'change' ? undefined : port,
              })}
            >
              {t('contradictions.records')}
            </Link>
          </dd>
        </div>
      </dl>
      <Typography variant="body2" color="textSecondary">
        {t('finding.told', { day: dayText(t, contradiction.toldAt) })}{' '}
        {t(open ? 'contradictions.open' : 'finding.closed', {
          day: dayText(t, contradiction.visibleToAllFrom),
        })}
      </Typography>
      {replies.length > 0 && (
        <ul className={classes.replies} aria-label={t('contradictions.said')}>
          {replies.map(reply => (
            <Reply
              key={reply.id}
              reply={reply}
              withdraw={
                contradiction.mayReply && !reply.withdrawnAt
                  ? async () => {
                      await api.withdrawReply(productRef, kind, reply.id);
                      onChange();
                    }
                  : undefined
              }
            />
          ))}
        </ul>
      )}
      {contradiction.mayReply && !replying && (
        <Button
          size="small"
          variant="outlined"
          onClick={() => setReplying(true)}
        >
          {t('contradictions.reply')}
        </Button>
      )}
      {replying && (
        <ReplyForm
          label={title}
          onCancel={() => setReplying(false)}
          send={async reply => {
            await api.replyToContradiction(productRef, kind, reply);
            setReplying(false);
            onChange();
          }}
        />
      )}
    </div>
  );
}

function Reply(props: {
  reply: ContradictionReply;
  withdraw?: () => Promise<void>;
}) {
  const { reply, withdraw } = props;
  const classes = useStyles();
  const t = useTexts();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();

  async function doWithdraw() {
    setBusy(true);
    setError(undefined);
    try {
      await withdraw?.();
    } catch (caught) {
      setError(caught instanceof Error ? caught : new Error(String(caught)));
    } finally {
      setBusy(false);
    }
  }

  if (reply.withdrawnAt) {
    return (
      <li>
        {t('contradictions.withdrawn', {
          type: t(`contradictions.types.${reply.type}`),
          day: dayText(t, reply.at),
          withdrawn: dayText(t, reply.withdrawnAt),
        })}
      </li>
    );
  }
  return (
    <li>
      <strong>
        {t('contradictions.saidOn', {
          type: t(`contradictions.types.${reply.type}`),
          day: dayText(t, reply.at),
        })}
      </strong>
      {reply.by && (
        <>
          {' '}
          <EntityText entityRef={reply.by} defaultKind="user" />
        </>
      )}
      <div className={classes.text}>{reply.text}</div>
      {reply.link && (
        <div>
          <Link to={reply.link}>{reply.link}</Link>
        </div>
      )}
      {withdraw && (
        <Button size="small" disabled={busy} onClick={doWithdraw}>
          {t('contradictions.withdraw')}
        </Button>
      )}
      {error && (
        <Typography role="alert" variant="body2">
          {t('contradictions.failed', { error: error.message })}
        </Typography>
      )}
    </li>
  );
}
