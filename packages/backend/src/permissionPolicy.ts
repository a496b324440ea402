import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  AuthorizeResult,
  isResourcePermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  dataMeshAttestationCreatePermission,
  dataMeshEvidenceCreatePermission,
  dataMeshEvidenceDeletePermission,
  dataMeshHealthReadPermission,
  dataMeshHiddenCountReadPermission,
} from '@meshproof/backstage-plugin-data-mesh-common';

const PLATFORM_TEAM = 'group:default/data-platform';
const PARTNERS = 'group:default/partners';

/**
 * The demo company's policy. Everybody reads and creates; only the data platform team sends evidence by hand, deletes it,
 * sees how much is hidden from whom, and has the health page; partners do not see what is labelled confidential.
 */
export class DemoPermissionPolicy implements PermissionPolicy {
  async handle(
    request: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const groups = user?.info.ownershipEntityRefs ?? [];
    const { permission } = request;

    if (
      permission.name === dataMeshEvidenceCreatePermission.name ||
      permission.name === dataMeshEvidenceDeletePermission.name ||
      permission.name === dataMeshHealthReadPermission.name ||
      permission.name === dataMeshHiddenCountReadPermission.name
    ) {
      return groups.includes(PLATFORM_TEAM)
        ? { result: AuthorizeResult.ALLOW }
        : { result: AuthorizeResult.DENY };
    }
    if (groups.includes(PARTNERS)) {
      if (isResourcePermission(permission, 'catalog-entity')) {
        return createCatalogConditionalDecision(permission, {
          not: catalogConditions.hasLabel({
            label: 'meshproof.dev/confidential',
          }),
        });
      }
      if (
        permission.name === dataMeshAttestationCreatePermission.name ||
        permission.name.startsWith('scaffolder.')
      ) {
        return { result: AuthorizeResult.DENY };
      }
    }
    return { result: AuthorizeResult.ALLOW };
  }
}

export default createBackendModule({
  pluginId: 'permission',
  moduleId: 'demo-policy',
  register(reg) {
    reg.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy(new DemoPermissionPolicy());
      },
    });
  },
});
