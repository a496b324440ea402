import Button from '@material-ui/core/Button';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { ContradictionReply } from '@meshproof/backstage-plugin-data-mesh-common';
import { FormEvent, useState } from 'react';
import { useId } from '../../hooks/useId';
import { useTexts } from '../../texts/useTexts';

const MOST_TEXT = 2_000;

const useStyles = makeStyles(
  theme => ({
    form: {
      display: 'flex',
      flexDirection: 'column',
      alignItems: 'flex-start',
      gap: theme.spacing(2),
      margin: theme.spacing(2, 0, 1),
      '& > .MuiTextField-root': { width: '100%', maxWidth: '40em' },
    },
    buttons: { display: 'flex', gap: theme.spacing(1) },
  }),
  { name: 'DataMeshReplyForm' },
);

/** An answer or a dispute. What is wrong with the input is said at the field. @internal */
export function ReplyForm(props: {
  /** What is replied to. */
  label: string;
  send: (reply: {
    type: ContradictionReply['type'];
    text: string;
    link?: string;
    key: string;
  }) => Promise<void>;
  onCancel: () => void;
}) {
  const { label, send, onCancel } = props;
  const classes = useStyles();
  const t = useTexts();
  const textId = useId('data-mesh-reply-text');
  const linkId = useId('data-mesh-reply-link');
  const [type, setType] = useState<ContradictionReply['type']>('answer');
  const [text, setText] = useState('');
  const [link, setLink] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();
  // A request that is sent again after a broken line must not become a second reply.
  const [key] = useState(
    () => `${Date.now()}-${Math.random().toString(36).slice(2)}`,
  );

  const textProblem = problemOfText();
  const linkProblem =
    link.trim() !== '' && !/^https?:\/\/[^\s/]+/i.test(link.trim())
      ? t('contradictions.form.badLink')
      : undefined;

  function problemOfText(): string | undefined {
    if (text.trim() === '') {
      return t('contradictions.form.noText');
    }
    return text.trim().length > MOST_TEXT
      ? t('contradictions.form.longText', {
          length: text.trim().length,
          most: MOST_TEXT,
        })
      : undefined;
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (textProblem || linkProblem) {
      return;
    }
    setBusy(true);
    setError(undefined);
    try {
      await send({
        type,
        text: text.trim(),
        ...(link.trim() === '' ? {} : { link: link.trim() }),
        key,
      });
    } catch (caught) {
      setError(caught instanceof Error ? caught : new Error(String(caught)));
      setBusy(false);
    }
  }

  return (
    <form
      className={classes.form}
      aria-label={t('contradictions.form.label', { contradiction: label })}
      onSubmit={submit}
      noValidate
    >
      <RadioGroup
        row
        aria-label={t('contradictions.form.type')}
        value={type}
        onChange={(_, value) => setType(value as ContradictionReply['type'])}
      >
        {(['answer', 'dispute'] as const).map(value => (
          <FormControlLabel
            key={value}
            value={value}
            control={<Radio color="primary" size="small" />}
            label={t(`contradictions.form.types.${value}`)}
          />
        ))}
      </RadioGroup>
      <TextField
        id={textId}
        label={t('contradictions.form.text')}
        variant="outlined"
        size="small"
        multiline
        minRows={3}
        required
        value={text}
        onChange={event => setText(event.target.value)}
        error={tried && textProblem !== undefined}
        helperText={(tried && textProblem) || t('contradictions.form.textHelp')}
      />
      <TextField
        id={linkId}
        label={t('contradictions.form.link')}
        variant="outlined"
        size="small"
        value={link}
        onChange={event => setLink(event.target.value)}
        error={tried && linkProblem !== undefined}
        helperText={tried && linkProblem}
      />
      {error && (
        <Typography role="alert" variant="body2">
          {t('contradictions.failed', { error: error.message })}
        </Typography>
      )}
      <div className={classes.buttons}>
        <Button
          type="submit"
          size="small"
          variant="contained"
          color="primary"
          disabled={busy}
        >
          {t(busy ? 'contradictions.form.sending' : 'contradictions.form.send')}
        </Button>
        <Button size="small" onClick={onCancel} disabled={busy}>
          {t('contradictions.form.cancel')}
        </Button>
      </div>
    </form>
  );
}
