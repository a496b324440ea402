import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { AuthenticationError } from '@backstage/errors';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';

/** Sent by the demo sign-in page: the reference of the person to sign in as. */
const DEMO_USER_HEADER = 'x-demo-user';

/**
 * Signs in as one of the people listed under `demo.signIn.users`, without a password: for trying out what people with other
 * rights see. Without that configuration the provider refuses everybody.
 */
export default createBackendModule({
  pluginId: 'auth',
  moduleId: 'demo-provider',
  register(reg) {
    reg.registerInit({
      deps: {
        providers: authProvidersExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ providers, config }) {
        const allowed = new Set(
          (config.getOptionalConfigArray('demo.signIn.users') ?? []).map(user =>
            user.getString('ref').toLocaleLowerCase('en-US'),
          ),
        );
        providers.registerProvider({
          providerId: 'demo',
          factory: createProxyAuthProviderFactory({
            authenticator: createProxyAuthenticator({
              defaultProfileTransform: async () => ({ profile: {} }),
              initialize: () => undefined,
              async authenticate({ req }) {
                const ref = req
                  .header(DEMO_USER_HEADER)
                  ?.toLocaleLowerCase('en-US');
                if (!ref || !allowed.has(ref)) {
                  throw new AuthenticationError(
                    'Only the people listed under demo.signIn.users can be chosen for the demo',
                  );
                }
                return { result: { ref } };
              },
            }),
            signInResolver: async ({ result }, context) =>
              context.signInWithCatalogUser(
                { entityRef: result.ref },
                // The catalog may still be loading when the portal is opened for the first time.
                { dangerousEntityRefFallback: { entityRef: result.ref } },
              ),
          }),
        });
      },
    });
  },
});
