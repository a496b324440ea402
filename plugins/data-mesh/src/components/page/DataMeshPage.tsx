import { Header, Page, TabbedLayout } from '@backstage/core-components';
import { OverviewContent } from '../overview/OverviewContent';
import { ProblemsContent } from '../problems/ProblemsContent';
import { ProductsContent } from '../product/ProductsContent';
import { SourcesContent } from '../sources/SourcesContent';
import { Surface } from './Surface';

/** The page for portals on the legacy front-end system; the new system draws its own header and tabs. @internal */
export function DataMeshPage() {
  return (
    <Page themeId="home">
      <Header
        title="Data products"
        subtitle="How far the products of every domain are proven"
      />
      <TabbedLayout>
        <TabbedLayout.Route path="/overview" title="Overview">
          <Surface>
            <OverviewContent />
          </Surface>
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/products" title="Products">
          <Surface>
            <ProductsContent />
          </Surface>
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/sources" title="Sources">
          <Surface>
            <SourcesContent />
          </Surface>
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/problems" title="Problems">
          <Surface>
            <ProblemsContent />
          </Surface>
        </TabbedLayout.Route>
      </TabbedLayout>
    </Page>
  );
}
