import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { PolicyQueryUser } from '@backstage/plugin-permission-node';
import { taskCreatePermission } from '@backstage/plugin-scaffolder-common/alpha';
import {
  dataMeshEvidenceCreatePermission,
  dataMeshEvidenceDeletePermission,
  dataMeshAttestationCreatePermission,
  dataMeshHiddenCountReadPermission,
  dataMeshPermissions,
  dataMeshSourcesReadPermission,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DemoPermissionPolicy } from './permissionPolicy';

const memberOf = (...ownershipEntityRefs: string[]) =>
  ({
    info: { userEntityRef: 'user:default/one', ownershipEntityRefs },
  } as PolicyQueryUser);

const PLATFORM = memberOf('group:default/data-platform');
const PARTNER = memberOf('group:default/partners');
const OTHER = memberOf('group:default/logistics');

const doc = readFileSync(
  resolve(__dirname, '../../../docs/permissions.md'),
  'utf8',
);

describe('DemoPermissionPolicy', () => {
  it.each([
    ['platform', PLATFORM, dataMeshEvidenceCreatePermission, 'ALLOW'],
    ['platform', PLATFORM, dataMeshHiddenCountReadPermission, 'ALLOW'],
    ['platform', PLATFORM, dataMeshEvidenceDeletePermission, 'ALLOW'],
    ['another team', OTHER, dataMeshEvidenceDeletePermission, 'DENY'],
    ['another team', OTHER, dataMeshEvidenceCreatePermission, 'DENY'],
    ['another team', OTHER, dataMeshHiddenCountReadPermission, 'DENY'],
    ['another team', OTHER, dataMeshAttestationCreatePermission, 'ALLOW'],
    ['a partner', PARTNER, dataMeshAttestationCreatePermission, 'DENY'],
    ['another team', OTHER, dataMeshSourcesReadPermission, 'ALLOW'],
    ['another team', OTHER, catalogEntityReadPermission, 'ALLOW'],
    ['a partner', PARTNER, dataMeshEvidenceCreatePermission, 'DENY'],
    ['a partner', PARTNER, catalogEntityReadPermission, 'CONDITIONAL'],
    ['a partner', PARTNER, taskCreatePermission, 'DENY'],
    ['nobody', undefined, dataMeshEvidenceCreatePermission, 'DENY'],
  ] as const)('%s', async (_who, user, permission, result) => {
    const decision = await new DemoPermissionPolicy().handle(
      { permission },
      user,
    );
    expect([permission.name, decision.result]).toEqual([
      permission.name,
      AuthorizeResult[result],
    ]);
  });
});

describe('docs/permissions.md', () => {
  it('shows the policy as it runs', () => {
    const source = readFileSync(
      resolve(__dirname, 'permissionPolicy.ts'),
      'utf8',
    );
    expect(doc).toContain(source);
  });

  it.each(dataMeshPermissions.map(({ name }) => name))('explains %s', name => {
    expect(doc).toMatch(new RegExp(`^\\| \`${name}\` `, 'm'));
  });
});
