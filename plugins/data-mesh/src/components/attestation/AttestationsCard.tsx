import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  Attestation,
  AttestationPage,
  isDataProductEntity,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { useState } from 'react';
import { dataMeshApiRef } from '../../api';
import { useLoaded } from '../../hooks/useLoaded';
import { useUrlState } from '../../routing';
import { useTexts } from '../../texts/useTexts';
import { LoadedContent } from '../layout/LoadedContent';
import { AttestationForm } from './AttestationForm';
import { AttestationTable } from './AttestationTable';

const AT_ONCE = 20;

const useStyles = makeStyles(
  theme => ({ below: { marginTop: theme.spacing(1) } }),
  { name: 'DataMeshAttestationsCard' },
);

/** What named people attest about the product or domain, and the form to add to it. @internal */
export function AttestationsCard() {
  const { entity } = useEntity();
  return isDataProductEntity(entity) || entity.kind === 'Domain' ? (
    <Body subject={stringifyEntityRef(entity).toLocaleLowerCase('en-US')} />
  ) : null;
}

function Body(props: { subject: string }) {
  const { subject } = props;
  const api = useApi(dataMeshApiRef);
  const t = useTexts();
  const [changes, setChanges] = useState(0);
  const state = useLoaded(
    signal => api.listAttestations(subject, { limit: AT_ONCE }, { signal }),
    [subject, changes],
  );
  return (
    <EntityInfoCard title={t('attestations.title')}>
      <LoadedContent state={state} what={t('attestations.what')} lines={3}>
        {page => (
          <Lists
            key={changes}
            subject={subject}
            page={page}
            onChange={() => setChanges(count => count + 1)}
          />
        )}
      </LoadedContent>
    </EntityInfoCard>
  );
}

function Lists(props: {
  subject: string;
  page: AttestationPage;
  onChange: () => void;
}) {
  const { subject, page, onChange } = props;
  const api = useApi(dataMeshApiRef);
  const classes = useStyles();
  const t = useTexts();
  const url = useUrlState();
  const [more, setMore] = useState<Attestation[]>([]);
  const [cursor, setCursor] = useState(page.nextCursor);
  const [problem, setProblem] = useState<string>();
  const items = [...page.items, ...more];
  const isOpen = url.get('attest') !== undefined;

  const showMore = async () => {
    setProblem(undefined);
    try {
      const next = await api.listAttestations(subject, {
        cursor,
        limit: AT_ONCE,
      });
      setMore(before => [...before, ...next.items]);
      setCursor(next.nextCursor);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };

  return (
    <>
      {items.length === 0 ? (
        <Typography variant="body1">{t('attestations.empty')}</Typography>
      ) : (
        <AttestationTable
          items={items}
          checks={page.checks}
          onChange={onChange}
        />
      )}
      {cursor !== undefined && (
        <Button size="small" onClick={showMore}>
          {t('list.showMore', { left: page.totalItems - items.length })}
        </Button>
      )}
      {problem !== undefined && (
        <Typography role="alert" variant="body2" color="error">
          {problem}
        </Typography>
      )}
      <div className={classes.below}>
        {!page.mayAttest && (
          <Typography variant="body2" color="textSecondary">
            {t('attestations.mayNot')}
          </Typography>
        )}
        {page.mayAttest && !isOpen && (
          <Button
            variant="outlined"
            size="small"
            onClick={() => url.set({ attest: 'new' })}
          >
            {t('attestations.add')}
          </Button>
        )}
        {page.mayAttest && isOpen && (
          <AttestationForm
            subject={subject}
            checks={page.checks}
            onClose={() => url.set({ attest: undefined })}
            onAdded={() => {
              url.set({ attest: undefined });
              onChange();
            }}
          />
        )}
      </div>
    </>
  );
}
