import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  ATTESTATION_MOST_TEXT,
  ATTESTATION_TOPICS,
  AttestationPage,
  AttestationProblem,
  findAttestationProblems,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { FormEvent, useState } from 'react';
import { dataMeshApiRef } from '../../api';
import { useId } from '../../hooks/useId';
import { useTexts } from '../../texts/useTexts';
import { aboutText } from './aboutText';

type Field = 'about' | 'text' | 'link' | 'expiresAt';

const EMPTY: Record<Field, string> = {
  about: '',
  text: '',
  link: '',
  expiresAt: '',
};

const useStyles = makeStyles(
  theme => ({
    form: {
      display: 'grid',
      gap: theme.spacing(2),
      maxWidth: 640,
      marginTop: theme.spacing(1),
    },
    buttons: { display: 'flex', gap: theme.spacing(1) },
  }),
  { name: 'DataMeshAttestationForm' },
);

/** Attests something in the reader's own name; says at once what is wrong with a field that was touched. @internal */
export function AttestationForm(props: {
  subject: string;
  checks: AttestationPage['checks'];
  onAdded: () => void;
  onClose: () => void;
}) {
  const { subject, checks, onAdded, onClose } = props;
  const api = useApi(dataMeshApiRef);
  const classes = useStyles();
  const t = useTexts();
  const id = useId('data-mesh-attestation');
  const [values, setValues] = useState(EMPTY);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();

  const topics: readonly string[] = ATTESTATION_TOPICS;
  const request = {
    about: values.about,
    text: values.text,
    ...(values.link ? { link: values.link } : {}),
    ...(values.expiresAt ? { expiresAt: values.expiresAt } : {}),
  };
  const problems = findAttestationProblems(request, {
    now: Date.now(),
    accepts: about =>
      topics.includes(about) || checks.some(check => check.id === about),
  });
  const problemOf = (field: AttestationProblem['field']) =>
    touched.has(field)
      ? problems.find(problem => problem.field === field)?.problem
      : undefined;
  const touch = (...fields: string[]) =>
    setTouched(before => new Set([...before, ...fields]));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    touch('about', 'text', 'link', 'expiresAt');
    if (problems.length > 0 || isBusy) {
      return;
    }
    setBusy(true);
    setFailure(undefined);
    try {
      await api.createAttestation({ subject, ...request });
      onAdded();
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
      setBusy(false);
    }
  };

  const fieldProps = (field: Field, help: string) => {
    const problem = problemOf(field);
    return {
      id: `${id}-${field}`,
      label: t(`attestations.fields.${field}`),
      variant: 'outlined' as const,
      size: 'small' as const,
      fullWidth: true,
      value: values[field],
      error: problem !== undefined,
      helperText: problem ? t(`attestations.problems.${problem}`) : help,
      InputLabelProps: { shrink: true, htmlFor: `${id}-${field}` },
      onBlur: () => touch(field),
      onChange: (event: { target: { value: string } }) => {
        const { value } = event.target;
        setValues(before => ({ ...before, [field]: value }));
        if (value) {
          touch(field);
        }
      },
    };
  };

  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={submit}
      aria-label={t('attestations.add')}
    >
      <Typography variant="body2">{t('attestations.byName')}</Typography>
      <TextField
        {...fieldProps('about', t('attestations.help.about'))}
        select
        required
        SelectProps={{ native: true }}
      >
        <option value="">{t('attestations.choose')}</option>
        <optgroup label={t('attestations.groups.topics')}>
          {ATTESTATION_TOPICS.map(topic => (
            <option key={topic} value={topic}>
              {aboutText(t, topic, checks)}
            </option>
          ))}
        </optgroup>
        {checks.length > 0 && (
          <optgroup label={t('attestations.groups.checks')}>
            {checks.map(check => (
              <option key={check.id} value={check.id}>
                {check.title}
              </option>
            ))}
          </optgroup>
        )}
      </TextField>
      <TextField
        {...fieldProps(
          'text',
          t('attestations.help.text', {
            left: ATTESTATION_MOST_TEXT - values.text.length,
          }),
        )}
        required
        multiline
        minRows={3}
      />
      <TextField
        {...fieldProps('link', t('attestations.help.link'))}
        type="url"
      />
      <TextField
        {...fieldProps('expiresAt', t('attestations.help.expiresAt'))}
        type="date"
      />
      {failure !== undefined && (
        <Typography role="alert" variant="body2" color="error">
          {failure}
        </Typography>
      )}
      <div className={classes.buttons}>
        <Button
          type="submit"
          variant="contained"
          color="primary"
          size="small"
          disabled={isBusy}
        >
          {t('attestations.send')}
        </Button>
        <Button size="small" onClick={onClose} disabled={isBusy}>
          {t('attestations.cancel')}
        </Button>
      </div>
    </form>
  );
}
