import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import fs from 'fs-extra';
import { parseAllDocuments } from 'yaml';

/** The reference of the first entity that the folder's `catalog-info.yaml` declares. */
export async function readDeclaredEntity(folder: string): Promise<string> {
  const file = resolveSafeChildPath(folder, 'catalog-info.yaml');
  if (!(await fs.pathExists(file))) {
    throw new InputError(
      'The workspace has no catalog-info.yaml, so the catalog would not find the repository. Let an earlier step of the template write one',
    );
  }
  const [document] = parseAllDocuments(await fs.readFile(file, 'utf8'));
  const problem = document && 'errors' in document && document.errors[0];
  if (!document || problem) {
    throw new InputError(
      `catalog-info.yaml cannot be read: ${
        problem ? problem.message : 'it is empty'
      }`,
    );
  }
  const entity = document.toJS() as Partial<Entity> | undefined;
  if (
    typeof entity?.kind !== 'string' ||
    typeof entity.metadata?.name !== 'string'
  ) {
    throw new InputError(
      'catalog-info.yaml must have a "kind" and a "metadata.name"',
    );
  }
  return stringifyEntityRef({
    kind: entity.kind,
    namespace: entity.metadata.namespace,
    name: entity.metadata.name,
  });
}
