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

const TYPE_WORDS: Record<string, string> = {
  'source-aligned': 'source-aligned: the facts of one operational system',
  aggregate: 'aggregate: joined from several products',
  'consumer-aligned': 'consumer-aligned: made for one use',
};

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
  const links = (references: string[]) =>
    references.length === 0
      ? undefined
      : joined(
          references.map(reference => (
            <EntityText key={reference} entityRef={reference} />
          )),
        );

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
    <EntityInfoCard title="What it is, and for whom">
      <Typography variant="body1" component="p" className={classes.purpose}>
        {spec.purpose ??
          'No purpose is stated yet. Add one sentence to spec.purpose: who decides what with this data.'}
      </Typography>
      <FactList
        items={[
          {
            name: 'Made for',
            value:
              links(
                (spec.intendedFor ?? []).map(value =>
                  referenceOf(value, { defaultKind: 'component', entity }),
                ),
              ) ?? 'nobody named',
          },
          { name: 'Owner', value: links(owner) ?? 'nobody named' },
          {
            name: 'Curator',
            value: curator.length > 0 && (
              <>
                {links(curator)}, on the owner’s behalf. The product counts for
                the centre, not for the domain.
              </>
            ),
          },
          {
            name: 'Domain',
            value: links(partOf('domain', spec.domain)) ?? 'none named',
          },
          { name: 'System', value: links(partOf('system', spec.system)) },
          { name: 'Kind', value: TYPE_WORDS[spec.type] ?? spec.type },
          { name: 'Lifecycle', value: spec.lifecycle },
          { name: 'Version', value: spec.version ?? 'none stated' },
          {
            name: 'Team',
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
                'nobody named'
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
