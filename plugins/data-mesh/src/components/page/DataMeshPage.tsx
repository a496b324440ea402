import { Header, Page, TabbedLayout } from '@backstage/core-components';
import { DiscoverContent } from '../discover/DiscoverContent';
import { HealthContent } from '../health/HealthContent';
import { OverviewContent } from '../overview/OverviewContent';
import { ProblemsContent } from '../problems/ProblemsContent';
import { ProductsContent } from '../product/ProductsContent';
import { SourcesContent } from '../sources/SourcesContent';
import { Surface } from './Surface';
import { useTexts } from '../../texts/useTexts';

/** The page for portals on the legacy front-end system; the new system draws its own header and tabs. @internal */
export function DataMeshPage() {
  const t = useTexts();
  return (
    <Page themeId="home">
      <Header title={t('page.title')} subtitle={t('page.subtitle')} />
      <TabbedLayout>
        <TabbedLayout.Route path="/overview" title={t('page.overview')}>
          <Surface>
            <OverviewContent />
          </Surface>
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/products" title={t('page.products')}>
          <Surface>
            <ProductsContent />
          </Surface>
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/discover" title={t('page.discover')}>
          <Surface>
            <DiscoverContent />
          </Surface>
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/sources" title={t('page.sources')}>
          <Surface>
            <SourcesContent />
          </Surface>
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/problems" title={t('page.problems')}>
          <Surface>
            <ProblemsContent />
          </Surface>
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/health" title={t('page.health')}>
          <Surface>
            <HealthContent />
          </Surface>
        </TabbedLayout.Route>
      </TabbedLayout>
    </Page>
  );
}
