import {
  Content,
  Header,
  Page,
  TabbedLayout,
} from '@backstage/core-components';
import { usePermission } from '@backstage/plugin-permission-react';
import { dataMeshHealthReadPermission } from '@meshproof/backstage-plugin-data-mesh-common';
import { useIsAt } from '../../routing';
import { HealthContent } from '../health/HealthContent';
import { OverviewContent } from '../overview/OverviewContent';
import { ProblemsContent } from '../problems/ProblemsContent';
import { ProductsContent } from '../product/ProductsContent';
import { SourcesContent } from '../sources/SourcesContent';
import { Surface } from './Surface';

/** The page for portals on the legacy front-end system; the new system draws its own header and tabs. @internal */
export function DataMeshPage() {
  const { allowed } = usePermission({
    permission: dataMeshHealthReadPermission,
  });
  const isAtHealth = useIsAt('/health');
  return (
    <Page themeId="home">
      <Header
        title="Data products"
        subtitle="How far the products of every domain are proven"
      />
      {isAtHealth && !allowed ? (
        // A link to a tab that this reader does not have.
        <Content>
          <Surface>
            <HealthContent />
          </Surface>
        </Content>
      ) : (
        <Tabs withHealth={allowed} />
      )}
    </Page>
  );
}

function Tabs(props: { withHealth: boolean }) {
  return (
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
      {props.withHealth ? (
        <TabbedLayout.Route path="/health" title="Health">
          <Surface>
            <HealthContent />
          </Surface>
        </TabbedLayout.Route>
      ) : null}
    </TabbedLayout>
  );
}
