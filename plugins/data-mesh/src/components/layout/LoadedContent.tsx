import { ResponseErrorPanel } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { ReactNode, useEffect, useState } from 'react';
import { Loaded } from '../../hooks/useLoaded';
import { statusOf } from './statusOf';

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
  /** What is read, for sentences such as "Loading the scorecard". */
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
            This may be old: the last refresh failed.{' '}
            <Button size="small" onClick={state.retry}>
              Try again
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
          You are not permitted to see {what}.
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {props.notAllowed ??
            'Ask the people who run this portal if you need it for your work.'}
        </Typography>
      </div>
    );
  }
  if (status === 404) {
    return (
      <div role="status">
        <Typography variant="body1">
          Not found or not visible: {what}.
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {props.notFound ??
            'It may not exist, or you may not be permitted to see it.'}
        </Typography>
        <Button
          className={classes.retry}
          size="small"
          variant="outlined"
          onClick={state.retry}
        >
          Try again
        </Button>
      </div>
    );
  }
  return (
    <div>
      <ResponseErrorPanel
        title={`Could not load ${what}: ${state.error.message}`}
        error={state.error}
      />
      <Button
        className={classes.retry}
        size="small"
        variant="outlined"
        onClick={state.retry}
      >
        Try again
      </Button>
    </div>
  );
}

function Loading(props: { what: string; lines: number }) {
  const classes = useStyles();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div>
      <Typography role="status" variant="body2" color="textSecondary">
        Loading {props.what}…
        {late &&
          ' This takes longer than usual. If it stays so, load the page again.'}
      </Typography>
      <div aria-hidden="true">
        {WIDTHS.slice(0, props.lines).map(width => (
          <div key={width} className={classes.line} style={{ width }} />
        ))}
      </div>
    </div>
  );
}
