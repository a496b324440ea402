import { useApi } from '@backstage/core-plugin-api';
import { Link } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  Attestation,
  AttestationPage,
  isWebAddress,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { useState } from 'react';
import { dataMeshApiRef } from '../../api';
import { useTexts } from '../../texts/useTexts';
import { TimeAgo } from '../figures/TimeAgo';
import { DataTable } from '../layout/DataTable';
import { EntityText } from '../layout/EntityText';
import { VisuallyHidden } from '../layout/VisuallyHidden';
import { aboutText } from './aboutText';

const useStyles = makeStyles(
  { text: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' } },
  { name: 'DataMeshAttestationTable' },
);

/** Attestations with who stands behind each, whether it counts and why. Texts are shown as texts. @internal */
export function AttestationTable(props: {
  items: Attestation[];
  checks: AttestationPage['checks'];
  onChange: () => void;
}) {
  const { items, checks, onChange } = props;
  const t = useTexts();
  const classes = useStyles();
  return (
    <DataTable caption={t('attestations.caption')} captionHidden>
      <thead>
        <tr>
          <th scope="col">{t('attestations.about')}</th>
          <th scope="col">{t('attestations.text')}</th>
          <th scope="col">{t('attestations.by')}</th>
          <th scope="col">{t('attestations.state')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(item => (
          <tr key={item.id}>
            <th scope="row" className="group">
              {aboutText(t, item.about, checks)}
            </th>
            <td className="wide">
              <span className={classes.text}>{item.text}</span>
              {item.link && isWebAddress(item.link) && (
                <div>
                  <Link to={item.link}>{t('attestations.link')}</Link>
                </div>
              )}
            </td>
            <td className="group">
              <EntityText entityRef={item.attester} />
              <div>
                {t(`attestations.relations.${item.relation}`)}
                {item.onBehalfOf && (
                  <>
                    {': '}
                    <EntityText entityRef={item.onBehalfOf} />
                  </>
                )}
              </div>
              <TimeAgo time={item.createdAt} />
            </td>
            <td className="group">
              <strong>{t(`attestations.states.${item.state}`)}</strong>
              {item.state === 'standing' &&
                ` · ${t(
                  item.counts ? 'attestations.counts' : 'attestations.claim',
                )}`}
              <div>{item.reason}</div>
              {item.mayWithdraw && (
                <Withdrawal item={item} checks={checks} onChange={onChange} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

function Withdrawal(props: {
  item: Attestation;
  checks: AttestationPage['checks'];
  onChange: () => void;
}) {
  const { item, checks, onChange } = props;
  const api = useApi(dataMeshApiRef);
  const t = useTexts();
  const [state, setState] = useState<'idle' | 'asked' | 'busy'>('idle');
  const [problem, setProblem] = useState<string>();

  const withdraw = async () => {
    setState('busy');
    setProblem(undefined);
    try {
      await api.withdrawAttestation(item.id);
      onChange();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
      setState('idle');
    }
  };

  return (
    <div>
      {state === 'idle' ? (
        <Button size="small" onClick={() => setState('asked')}>
          {t('attestations.withdraw')}{' '}
          <VisuallyHidden>{aboutText(t, item.about, checks)}</VisuallyHidden>
        </Button>
      ) : (
        <>
          <Typography variant="body2">{t('attestations.sure')}</Typography>
          <Button size="small" disabled={state === 'busy'} onClick={withdraw}>
            {t('attestations.withdrawYes')}
          </Button>
          <Button
            size="small"
            disabled={state === 'busy'}
            onClick={() => setState('idle')}
          >
            {t('attestations.withdrawNo')}
          </Button>
        </>
      )}
      {problem !== undefined && (
        <Typography role="alert" variant="body2" color="error">
          {problem}
        </Typography>
      )}
    </div>
  );
}
