import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { SchemaSeen } from '@meshproof/backstage-plugin-data-mesh-common';
import { useState } from 'react';
import { dataMeshApiRef } from '../../api';
import { useId } from '../../hooks/useId';
import { useLoaded } from '../../hooks/useLoaded';
import { useUrlState } from '../../routing';
import { useTexts } from '../../texts/useTexts';
import { dayText } from '../figures/time';
import { Breakable } from '../layout/Breakable';
import { LoadedContent } from '../layout/LoadedContent';
import { Subheading } from '../layout/Subheading';
import { TextLink } from '../layout/TextLink';

const REFRESH = 20_000;
const SHOWN = 20;
/** A wide table changes in many places; nobody reads them all in a list. */
const COLUMNS = 50;

const useStyles = makeStyles(
  theme => ({
    item: {
      padding: theme.spacing(1.5, 0),
      borderTop: `1px solid ${theme.palette.divider}`,
      overflowWrap: 'anywhere',
    },
    list: {
      ...theme.typography.body2,
      margin: theme.spacing(0.5, 0),
      paddingLeft: theme.spacing(2.5),
    },
  }),
  { name: 'DataMeshSchemasSeen' },
);

/** The real schemas of a product over time: what changed, and what differs from the contract. @internal */
export function SchemasSeen(props: { productRef: string }) {
  const { productRef } = props;
  const t = useTexts();
  const api = useApi(dataMeshApiRef);
  const state = useLoaded(
    signal => api.listSchemas(productRef, {}, { signal }),
    [productRef],
    { refreshEvery: REFRESH },
  );
  return (
    <LoadedContent state={state} what={t('evidence.schemas.what')} lines={4}>
      {({ days, items }) =>
        items.length === 0 ? (
          <Typography variant="body1" role="status">
            {t('evidence.schemas.none', { days })}
          </Typography>
        ) : (
          <Schemas days={days} schemas={items} />
        )
      }
    </LoadedContent>
  );
}

function Schemas(props: { days: number; schemas: SchemaSeen[] }) {
  const { days, schemas } = props;
  const t = useTexts();
  const [limit, setLimit] = useState(SHOWN);
  return (
    <>
      {schemas.slice(0, limit).map(schema => (
        <Schema key={schema.recordId} days={days} schema={schema} />
      ))}
      {schemas.length > limit && (
        <Button
          size="small"
          variant="outlined"
          onClick={() => setLimit(limit + SHOWN)}
        >
          {t('list.showMore', { left: schemas.length - limit })}
        </Button>
      )}
    </>
  );
}

function Schema(props: { days: number; schema: SchemaSeen }) {
  const { days, schema } = props;
  const { changes, contract } = schema;
  const classes = useStyles();
  const t = useTexts();
  const url = useUrlState();
  const titleId = useId('data-mesh-schema');
  const named = (columns: string[]) =>
    columns.length > COLUMNS
      ? columns.slice(0, COLUMNS).join(', ') +
        t('list.more', { left: columns.length - COLUMNS })
      : columns.join(', ');
  const changed = changes && [
    ...(changes.added.length > 0
      ? [t('evidence.schemas.added', { columns: named(changes.added) })]
      : []),
    ...(changes.removed.length > 0
      ? [t('evidence.schemas.removed', { columns: named(changes.removed) })]
      : []),
    ...changes.retyped
      .slice(0, COLUMNS)
      .map(({ name, from, to }) =>
        t('evidence.schemas.retyped', { column: name, from, to }),
      ),
  ];
  const differences = contract && [
    ...(contract.absent.length > 0
      ? [t('evidence.schemas.absent', { columns: named(contract.absent) })]
      : []),
    ...contract.different
      .slice(0, COLUMNS)
      .map(({ name, promised, real }) =>
        t('evidence.schemas.different', { column: name, promised, real }),
      ),
  ];
  return (
    <section className={classes.item} aria-labelledby={titleId}>
      <Subheading id={titleId}>
        {t('evidence.schemas.title', {
          port: schema.port ?? t('evidence.schemas.unnamed'),
          columns: t('count.columns', { count: schema.columns }),
        })}
      </Subheading>
      {schema.dataset && (
        <Typography variant="body2" color="textSecondary">
          <Breakable
            text={`${schema.dataset.namespace} ${schema.dataset.name}`}
          />
        </Typography>
      )}
      <Typography variant="body2">
        {t('evidence.schemas.seen', {
          first: dayText(t, schema.firstSeenAt),
          last: dayText(t, schema.lastSeenAt),
          times: t('evidence.schemas.times', { count: schema.times }),
          sources: schema.sources.join(', '),
        })}{' '}
        <TextLink to={url.href({ record: schema.recordId })}>
          {t('evidence.schemas.open')}
        </TextLink>
      </Typography>
      {!changed && (
        <Typography variant="body2">
          {t('evidence.schemas.first', { days })}
        </Typography>
      )}
      {changed?.length === 0 && (
        <Typography variant="body2">
          {t('evidence.schemas.unchanged')}
        </Typography>
      )}
      {changed && changed.length > 0 && (
        <>
          <Typography variant="body2">
            {t('evidence.schemas.changed')}
          </Typography>
          <ul className={classes.list}>
            {changed.map(text => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </>
      )}
      {!contract || !differences ? (
        <Typography variant="body2">
          {t('evidence.schemas.noContract')}
        </Typography>
      ) : (
        <>
          <Typography variant="body2">
            {contract.version === undefined
              ? t('evidence.schemas.againstUnversioned')
              : t('evidence.schemas.against', { version: contract.version })}
          </Typography>
          <ul className={classes.list}>
            {differences.length === 0 && <li>{t('evidence.schemas.equal')}</li>}
            {differences.map(text => (
              <li key={text}>{text}</li>
            ))}
            {contract.extra.length > 0 && (
              <li>
                {t('evidence.schemas.extra', {
                  columns: named(contract.extra),
                })}
              </li>
            )}
          </ul>
        </>
      )}
    </section>
  );
}
