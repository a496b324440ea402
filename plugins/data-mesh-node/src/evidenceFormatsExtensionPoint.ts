import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { EvidenceFormat } from '@meshproof/core';

/** Adds formats of further tools to those that `POST /evidence` understands. @public */
export interface EvidenceFormatsExtensionPoint {
  /**
   * Added formats are tried before the built-in ones.
   *
   * @throws Error where another format has the same id
   */
  addEvidenceFormat(format: EvidenceFormat): void;
}

/** @public */
export const evidenceFormatsExtensionPoint =
  createExtensionPoint<EvidenceFormatsExtensionPoint>({
    id: 'data-mesh.evidence-formats',
  });
