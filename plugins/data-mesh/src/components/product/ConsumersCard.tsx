import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  DataProductEntityV1alpha1,
  ProductDescription,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { useState } from 'react';
import { READERS_CHECK, useScorecardLink } from '../../hooks/useScorecardLink';
import { TimeAgo } from '../figures/TimeAgo';
import { kindText } from '../figures/words';
import { DataTable } from '../layout/DataTable';
import { EntityText } from '../layout/EntityText';
import { LoadedContent } from '../layout/LoadedContent';
import { Subheading } from '../layout/Subheading';
import { TextLink } from '../layout/TextLink';
import { VisuallyHidden } from '../layout/VisuallyHidden';
import { FlowPicture } from './FlowPicture';
import { useDataProduct } from './useDataProduct';
import { useGraphLink } from './useGraphLink';
import { useProductDescription } from './useProductDescription';
import { useTexts } from '../../texts/useTexts';

const AT_ONCE = 20;

const useStyles = makeStyles(
  theme => ({ heading: { margin: theme.spacing(2, 0, 0.5) } }),
  { name: 'DataMeshConsumersCard' },
);

/** Who reads the product, seen or only declared, and what it reads itself. @internal */
export function ConsumersCard() {
  const entity = useDataProduct();
  return entity ? <Body entity={entity} /> : null;
}

function Body(props: { entity: DataProductEntityV1alpha1 }) {
  const t = useTexts();
  const state = useProductDescription(props.entity);
  return (
    <EntityInfoCard title={t('flow.title')}>
      <LoadedContent state={state} what={t('flow.what')} lines={4}>
        {description => (
          <Lists
            description={description}
            title={props.entity.metadata.title ?? props.entity.metadata.name}
          />
        )}
      </LoadedContent>
    </EntityInfoCard>
  );
}

function Lists(props: { description: ProductDescription; title: string }) {
  const { ref, consumers, inputs } = props.description;
  const classes = useStyles();
  const t = useTexts();
  const records = useScorecardLink()(ref, { check: READERS_CHECK });
  const graph = useGraphLink(ref);
  const [shown, setShown] = useState(AT_ONCE);
  return (
    <>
      <FlowPicture
        title={props.title}
        sources={inputs.flatMap(({ from, entityRef = from, found }) =>
          entityRef ? [{ ref: entityRef, found, observed: false }] : [],
        )}
        readers={consumers}
      />
      <Subheading>{t('flow.readBy')}</Subheading>
      {consumers.length === 0 ? (
        <Typography variant="body2">{t('flow.noReader')}</Typography>
      ) : (
        <DataTable caption={t('flow.readers')} captionHidden>
          <thead>
            <tr>
              <th scope="col">{t('flow.reader')}</th>
              <th scope="col">{t('flow.kind')}</th>
              <th scope="col">{t('flow.seen')}</th>
              <th scope="col">{t('flow.declared')}</th>
              <th scope="col">{t('flow.aiUseCase')}</th>
            </tr>
          </thead>
          <tbody>
            {consumers.slice(0, shown).map(consumer => (
              <tr key={consumer.ref}>
                <th scope="row" className="name">
                  <EntityText entityRef={consumer.ref} found={consumer.found} />
                </th>
                <td>{kindText(t, consumer.ref)}</td>
                <td>
                  {consumer.observed ? (
                    <TextLink to={records}>
                      {consumer.lastReadAt
                        ? t('flow.seenLast', {
                            time: <TimeAgo time={consumer.lastReadAt} />,
                          })
                        : t('flow.seenYes')}
                      <VisuallyHidden>{t('flow.seenRecords')}</VisuallyHidden>
                    </TextLink>
                  ) : (
                    t('flow.notSeen')
                  )}
                </td>
                <td>{t(consumer.declared ? 'answer.yes' : 'answer.no')}</td>
                <td>{t(consumer.aiUseCase ? 'answer.yes' : 'answer.no')}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
      {consumers.length > shown && (
        <Button size="small" onClick={() => setShown(count => count + AT_ONCE)}>
          {t('list.showMore', { left: consumers.length - shown })}
        </Button>
      )}
      <Subheading className={classes.heading}>{t('flow.readsFrom')}</Subheading>
      {inputs.length === 0 ? (
        <Typography variant="body2">{t('flow.noInput')}</Typography>
      ) : (
        <DataTable caption={t('flow.inputs')} captionHidden>
          <thead>
            <tr>
              <th scope="col">{t('flow.input')}</th>
              <th scope="col">{t('flow.from')}</th>
              <th scope="col">{t('flow.kind')}</th>
            </tr>
          </thead>
          <tbody>
            {inputs.map(input => (
              <tr key={input.name}>
                <th scope="row" className="name">
                  {input.name}
                </th>
                <td className="name">
                  {input.from ? (
                    <>
                      <EntityText
                        entityRef={input.entityRef ?? input.from}
                        found={input.found}
                      />
                      {input.port && t('flow.port', { port: input.port })}
                    </>
                  ) : (
                    t('answer.notStated')
                  )}
                </td>
                <td>{input.entityRef ? kindText(t, input.entityRef) : '–'}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
      {graph && (
        <Typography variant="body2" className={classes.heading}>
          <Link to={graph}>{t('flow.graph')}</Link>
        </Typography>
      )}
    </>
  );
}
