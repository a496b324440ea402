import { ResponseErrorPanel } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { ReactNode, useEffect, useState } from 'react';
import { Loaded } from '../../hooks/useLoaded';
import { statusOf } from './statusOf';
import { useTexts } from '../../texts/useTexts';

const useStyles = makeStyles(
  theme => ({
    line: {
      height: theme.spacing(1.5),
      marginTop: theme.spacing(1),
      borderRadius: theme.shape.borderRadius,
      backgroundColor: theme.palette.action.hover,
    },
    retry: { marginTop: theme.spacing(1) },
    note: { marginTop: theme.spacing(1) },
  }),
  { name: 'DataMeshLoadedContent' },
);

const PATIENCE = 10_000;
const WIDTHS = ['92%', '76%', '84%', '60%', '70%', '48%'];

/**
 * Shows what was read, or why it cannot be shown: still loading, not permitted, not found, or an error with a way to try again.
 *
 * @internal
 */
export function LoadedContent<T>(props: {
  state: Loaded<T>;
  /** What is read, a text for sentences such as "Loading the scorecard". */
  what: string;
  /** What a reader without permission may do, one sentence. */
  notAllowed?: string;
  /** What a 404 means here, one sentence. */
  notFound?: string;
  /** Lines of the placeholder. */
  lines?: number;
  children: (value: T) => ReactNode;
}) {
  const { state, what, lines = 3, children } = props;
  const classes = useStyles();
  const t = useTexts();

  if (state.status === 'loading') {
    return <Loading what={what} lines={lines} />;
  }
  if (state.status === 'ready') {
    return (
      <>
        {children(state.value)}
        {state.refreshError && (
          <Typography
            role="status"
            variant="caption"
            component="p"
            className={classes.note}
          >
            {t('content.old')}{' '}
            <Button size="small" onClick={state.retry}>
              {t('content.tryAgain')}
            </Button>
          </Typography>
        )}
      </>
    );
  }

  const status = statusOf(state.error);
  if (status === 401 || status === 403) {
    return (
      <div role="status">
        <Typography variant="body1">
          {t('content.notAllowed', { what })}
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {props.notAllowed ?? t('content.askForIt')}
        </Typography>
      </div>
    );
  }
  if (status === 404) {
    return (
      <div role="status">
        <Typography variant="body1">
          {t('content.notFound', { what })}
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {props.notFound ?? t('content.mayNotExist')}
        </Typography>
        <Button
          className={classes.retry}
          size="small"
          variant="outlined"
          onClick={state.retry}
        >
          {t('content.tryAgain')}
        </Button>
      </div>
    );
  }
  return (
    <div>
      <ResponseErrorPanel
        title={t('content.failed', { what, error: state.error.message })}
        error={state.error}
      />
      <Button
        className={classes.retry}
        size="small"
        variant="outlined"
        onClick={state.retry}
      >
        {t('content.tryAgain')}
      </Button>
    </div>
  );
}

function Loading(props: { what: string; lines: number }) {
  const classes = useStyles();
  const t = useTexts();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div>
      <Typography role="status" variant="body2" color="textSecondary">
        {t('content.loading', { what: props.what })}
        {late && ` ${t('content.late')}`}
      </Typography>
      <div aria-hidden="true">
        {WIDTHS.slice(0, props.lines).map(width => (
          <div key={width} className={classes.line} style={{ width }} />
        ))}
      </div>
    </div>
  );
}
