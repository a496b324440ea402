import { createPermission } from '@backstage/plugin-permission-common';

/** Send evidence records as a person. Services are let in by publisher configuration instead. @public */
export const dataMeshEvidenceCreatePermission = createPermission({
  name: 'data-mesh.evidence.create',
  attributes: { action: 'create' },
});

/**
 * Delete what is kept of a product's evidence, and of a product that is gone. Of a person only, by name: no token of a service may.
 * @public
 */
export const dataMeshEvidenceDeletePermission = createPermission({
  name: 'data-mesh.evidence.delete',
  attributes: { action: 'delete' },
});

/** Attest something about a product or domain that one sees, by name. @public */
export const dataMeshAttestationCreatePermission = createPermission({
  name: 'data-mesh.attestation.create',
  attributes: { action: 'create' },
});

/** See the sources page: which systems are connected, what they reach, what is unmatched. @public */
export const dataMeshSourcesReadPermission = createPermission({
  name: 'data-mesh.sources.read',
  attributes: { action: 'read' },
});

/** See how many entities are hidden from a reader, rather than only that some are. @public */
export const dataMeshHiddenCountReadPermission = createPermission({
  name: 'data-mesh.hidden-count.read',
  attributes: { action: 'read' },
});

/** See the problems page for every entity the reader may see. @public */
export const dataMeshProblemsReadPermission = createPermission({
  name: 'data-mesh.problems.read',
  attributes: { action: 'read' },
});

/**
 * See the health page: queue, evaluation, sources, stored rows, database. Its figures count everything, so a reader also needs the
 * right to read the whole catalog. @public
 */
export const dataMeshHealthReadPermission = createPermission({
  name: 'data-mesh.health.read',
  attributes: { action: 'read' },
});

/** Reply to what records contradict, for members of the owner or curator group of a product. @public */
export const dataMeshReplyCreatePermission = createPermission({
  name: 'data-mesh.reply.create',
  attributes: { action: 'create' },
});

/**
 * See which data sets might become data products, with the names that sources give to groups and uses. What belongs to products that a
 * reader may not see is left out all the same. @public
 */
export const dataMeshCandidatesReadPermission = createPermission({
  name: 'data-mesh.candidates.read',
  attributes: { action: 'read' },
});

/** All permissions of the plugin. @public */
export const dataMeshPermissions = [
  dataMeshEvidenceCreatePermission,
  dataMeshEvidenceDeletePermission,
  dataMeshAttestationCreatePermission,
  dataMeshSourcesReadPermission,
  dataMeshHiddenCountReadPermission,
  dataMeshProblemsReadPermission,
  dataMeshHealthReadPermission,
  dataMeshReplyCreatePermission,
  dataMeshCandidatesReadPermission,
];
