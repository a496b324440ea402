import {
  ExtensionBoundary,
  FrontendModule,
  PageLayout,
  coreExtensionData,
  createFrontendModule,
  pluginHeaderActionsApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { Children, ReactNode } from 'react';

function CatalogLayout(props: {
  title: string;
  icon?: JSX.Element;
  children: ReactNode;
}) {
  const { title, icon, children } = props;
  const headerActions = useApi(
    pluginHeaderActionsApiRef,
  ).getPluginHeaderActions('catalog');
  return (
    <PageLayout title={title} icon={icon} headerActions={headerActions}>
      {children}
    </PageLayout>
  );
}

/**
 * Shows domain and maturity in the catalog's table while it lists data products. The catalog takes columns from nowhere
 * else, so that this replaces the content of its index page (with the same filters and pagination): leave it out where another
 * module of the portal does so too. Custom exporters of the catalog are not carried over.
 *
 * @public
 */
export const dataMeshCatalogColumnsModule: FrontendModule =
  createFrontendModule({
    pluginId: 'catalog',
    extensions: [
      catalogPlugin.getExtension('page:catalog').override({
        factory(originalFactory, { config, inputs, node }) {
          const original = originalFactory();
          return [
            ...original,
            coreExtensionData.reactElement(
              <CatalogLayout
                title={original.get(coreExtensionData.title) ?? 'Catalog'}
                icon={original.get(coreExtensionData.icon) ?? undefined}
              >
                {ExtensionBoundary.lazy(node, async () => {
                  const { CatalogIndexPage } = await import(
                    '@backstage/plugin-catalog/alpha'
                  );
                  const { dataProductTableColumns } = await import(
                    '../components/catalog/dataProductTableColumns'
                  );
                  return (
                    <CatalogIndexPage
                      columns={dataProductTableColumns}
                      filters={Children.toArray(
                        inputs.filters.map(filter =>
                          filter.get(coreExtensionData.reactElement),
                        ),
                      )}
                      pagination={config.pagination}
                      exportSettings={
                        config.exportSettings?.enabled
                          ? config.exportSettings
                          : undefined
                      }
                    />
                  );
                })}
              </CatalogLayout>,
            ),
          ];
        },
      }),
    ],
  });
