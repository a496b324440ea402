import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Fragment } from 'react';
import { dataMeshApiRef } from '../../api';
import { useLoaded } from '../../hooks/useLoaded';
import { EntityText } from '../layout/EntityText';
import { LoadedContent } from '../layout/LoadedContent';
import { ProductListCard } from '../product/ProductListCard';
import { DomainFigures } from './DomainFigures';
import { useTexts } from '../../texts/useTexts';

const useStyles = makeStyles(
  theme => ({
    figures: { marginBottom: theme.spacing(2) },
    below: { marginTop: theme.spacing(1) },
  }),
  { name: 'DataMeshDomainProductsCard' },
);

/** The products of a domain, those of the domains below included, with range and coverage. @internal */
export function DomainProductsCard() {
  const { entity } = useEntity();
  const ref = stringifyEntityRef(entity);
  const name = entity.metadata.title ?? entity.metadata.name;
  const classes = useStyles();
  const t = useTexts();
  const api = useApi(dataMeshApiRef);
  const state = useLoaded(signal => api.getDomain(ref, { signal }), [ref]);
  return (
    <ProductListCard
      title={t('domain.title')}
      of={name}
      filter={{ domain: ref }}
      query={{ domain: ref }}
      columns={['owner', 'known', 'next']}
      empty={t('domain.empty')}
    >
      <div className={classes.figures}>
        <LoadedContent state={state} what={t('domain.what')}>
          {domain => (
            <>
              <DomainFigures domain={domain} />
              {domain.children.length > 0 && (
                <Typography
                  variant="body2"
                  component="p"
                  className={classes.below}
                >
                  {t('domain.below', {
                    domains: t('count.domains', {
                      count: domain.children.length,
                    }),
                    names: (
                      <>
                        {domain.children.map((child, index) => (
                          <Fragment key={child.ref}>
                            {index > 0 && ', '}
                            <EntityText
                              entityRef={child.ref}
                              title={child.title}
                            />
                          </Fragment>
                        ))}
                      </>
                    ),
                  })}
                </Typography>
              )}
            </>
          )}
        </LoadedContent>
      </div>
    </ProductListCard>
  );
}
