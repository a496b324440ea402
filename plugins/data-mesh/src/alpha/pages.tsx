import {
  PageBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { DataProductIcon } from '../icon';
import { rootRouteRef } from '../routes';

const page = PageBlueprint.make({
  params: {
    path: '/data-mesh',
    title: 'Data products',
    icon: <DataProductIcon fontSize="inherit" />,
    routeRef: rootRouteRef,
  },
});

const overviewSubPage = SubPageBlueprint.make({
  name: 'overview',
  params: {
    path: 'overview',
    title: 'Overview',
    loader: async () => {
      const { OverviewContent } = await import(
        '../components/overview/OverviewContent'
      );
      const { SubPage } = await import('../components/page/SubPage');
      return (
        <SubPage>
          <OverviewContent />
        </SubPage>
      );
    },
  },
});

const productsSubPage = SubPageBlueprint.make({
  name: 'products',
  params: {
    path: 'products',
    title: 'Products',
    loader: async () => {
      const { ProductsContent } = await import(
        '../components/product/ProductsContent'
      );
      const { SubPage } = await import('../components/page/SubPage');
      return (
        <SubPage>
          <ProductsContent />
        </SubPage>
      );
    },
  },
});

const discoverSubPage = SubPageBlueprint.make({
  name: 'discover',
  params: {
    path: 'discover',
    title: 'Discover',
    loader: async () => {
      const { DiscoverContent } = await import(
        '../components/discover/DiscoverContent'
      );
      const { SubPage } = await import('../components/page/SubPage');
      return (
        <SubPage>
          <DiscoverContent />
        </SubPage>
      );
    },
  },
});

const sourcesSubPage = SubPageBlueprint.make({
  name: 'sources',
  params: {
    path: 'sources',
    title: 'Sources',
    loader: async () => {
      const { SourcesContent } = await import(
        '../components/sources/SourcesContent'
      );
      const { SubPage } = await import('../components/page/SubPage');
      return (
        <SubPage>
          <SourcesContent />
        </SubPage>
      );
    },
  },
});

const problemsSubPage = SubPageBlueprint.make({
  name: 'problems',
  params: {
    path: 'problems',
    title: 'Problems',
    loader: async () => {
      const { ProblemsContent } = await import(
        '../components/problems/ProblemsContent'
      );
      const { SubPage } = await import('../components/page/SubPage');
      return (
        <SubPage>
          <ProblemsContent />
        </SubPage>
      );
    },
  },
});

const healthSubPage = SubPageBlueprint.make({
  name: 'health',
  params: {
    path: 'health',
    title: 'Health',
    loader: async () => {
      const { HealthContent } = await import(
        '../components/health/HealthContent'
      );
      const { SubPage } = await import('../components/page/SubPage');
      return (
        <SubPage>
          <HealthContent />
        </SubPage>
      );
    },
  },
});

/** The page of the plugin and its tabs, in order. @internal */
export const pages = [
  page,
  overviewSubPage,
  productsSubPage,
  discoverSubPage,
  sourcesSubPage,
  problemsSubPage,
  healthSubPage,
];
