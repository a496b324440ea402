import { BackendFeature } from '@backstage/backend-plugin-api';

type Feature = BackendFeature | Promise<{ default: BackendFeature }>;

/** Everything the portal is made of: what stock portals have, and the three data mesh packages. */
export function features(): Feature[] {
  return [
    import('@backstage/plugin-app-backend'),
    import('@backstage/plugin-auth-backend'),
    import('@backstage/plugin-auth-backend-module-guest-provider'),
    import('./demoSignIn'),
    import('@backstage/plugin-permission-backend'),
    import('./permissionPolicy'),

    import('@backstage/plugin-catalog-backend'),
    import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
    import('@backstage/plugin-catalog-backend-module-logs'),

    import('@backstage/plugin-scaffolder-backend'),
    import('@backstage/plugin-scaffolder-backend-module-github'),
    import('@backstage/plugin-scaffolder-backend-module-gitlab'),

    import('@backstage/plugin-search-backend'),
    import('@backstage/plugin-search-backend-module-catalog'),
    import('@backstage/plugin-search-backend-module-pg'),

    import('@backstage/plugin-user-settings-backend'),
    import('@backstage/plugin-notifications-backend'),
    import('@backstage/plugin-signals-backend'),

    import('@meshproof/backstage-plugin-catalog-backend-module-data-mesh'),
    import('@meshproof/backstage-plugin-data-mesh-backend'),
    import('@meshproof/backstage-plugin-scaffolder-backend-module-data-mesh'),
  ];
}
