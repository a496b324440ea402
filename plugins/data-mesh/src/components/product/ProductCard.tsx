import {
  Entity,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  parseEntityRef,
} from '@backstage/catalog-model';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  DataProductEntityV1alpha1,
  RELATION_CURATED_BY,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { Fragment, ReactNode } from 'react';
import { EntityText } from '../layout/EntityText';
import { FactList } from '../layout/FactList';
import { referenceOf } from './referenceOf';
import { useDataProduct } from './useDataProduct';
import { useTexts } from '../../texts/useTexts';

const TYPES = ['source-aligned', 'aggregate', 'consumer-aligned'] as const;

const useStyles = makeStyles(
  theme => ({
    purpose: { marginBottom: theme.spacing(2), overflowWrap: 'anywhere' },
    team: { margin: 0, padding: 0, listStyle: 'none' },
  }),
  { name: 'DataMeshProductCard' },
);

/** What the product is, for whom, and who stands behind it. @internal */
export function ProductCard() {
  const entity = useDataProduct();
  return entity ? <Body entity={entity} /> : null;
}

function Body(props: { entity: DataProductEntityV1alpha1 }) {
  const { entity } = props;
  const { spec } = entity;
  const classes = useStyles();
  const t = useTexts();
  const links = (references: string[]) =>
    references.length === 0
      ? undefined
      : joined(
          references.map(reference => (
            <EntityText key={reference} entityRef={reference} />
          )),
        );

  const type = TYPES.find(one => one === spec.type);
  const owner = related(entity, RELATION_OWNED_BY, spec.owner, 'group');
  const curator = related(entity, RELATION_CURATED_BY, spec.curator, 'group');
  const partOf = (kind: string, declared: string | undefined) =>
    related(
      {
        ...entity,
        relations: entity.relations?.filter(
          relation => parseEntityRef(relation.targetRef).kind === kind,
        ),
      },
      RELATION_PART_OF,
      declared,
      kind,
    );

  return (
    <EntityInfoCard title={t('product.title')}>
      <Typography variant="body1" component="p" className={classes.purpose}>
        {spec.purpose ?? t('product.noPurpose')}
      </Typography>
      <FactList
        items={[
          {
            name: t('product.madeFor'),
            value:
              links(
                (spec.intendedFor ?? []).map(value =>
                  referenceOf(value, { defaultKind: 'component', entity }),
                ),
              ) ?? t('answer.nobodyNamed'),
          },
          {
            name: t('product.owner'),
            value: links(owner) ?? t('answer.nobodyNamed'),
          },
          {
            name: t('product.curator'),
            value:
              curator.length > 0 &&
              t('product.onBehalf', { curator: <>{links(curator)}</> }),
          },
          {
            name: t('product.domain'),
            value:
              links(partOf('domain', spec.domain)) ?? t('answer.noneNamed'),
          },
          {
            name: t('product.system'),
            value: links(partOf('system', spec.system)),
          },
          {
            name: t('product.kind'),
            value: type ? t(`product.types.${type}`) : spec.type,
          },
          { name: t('product.lifecycle'), value: spec.lifecycle },
          {
            name: t('product.version'),
            value: spec.version ?? t('answer.noneStated'),
          },
          {
            name: t('product.team'),
            value:
              spec.team && spec.team.length > 0 ? (
                <ul className={classes.team}>
                  {spec.team.map(({ member, role }) => (
                    <li key={`${member} ${role}`}>
                      <EntityText
                        entityRef={referenceOf(member, {
                          defaultKind: 'user',
                          entity,
                        })}
                      />
                      , {role}
                    </li>
                  ))}
                </ul>
              ) : (
                t('answer.nobodyNamed')
              ),
          },
        ].map(item => ({ ...item, value: item.value || undefined }))}
      />
    </EntityInfoCard>
  );
}

/** Relations say what the catalog resolved; the declared text fills in where it resolved nothing. */
function related(
  entity: Entity,
  type: string,
  declared: string | undefined,
  defaultKind: string,
): string[] {
  const found = (entity.relations ?? [])
    .filter(relation => relation.type === type)
    .map(relation => relation.targetRef);
  if (found.length > 0) {
    return [...new Set(found)];
  }
  return declared ? [referenceOf(declared, { defaultKind, entity })] : [];
}

function joined(nodes: ReactNode[]): ReactNode {
  return nodes.map((node, index) => (
    <Fragment key={index}>
      {index > 0 && ', '}
      {node}
    </Fragment>
  ));
}
