import {
  entityKindSchemaValidator,
  KindValidator,
} from '@backstage/catalog-model';
import schema from './DataProduct.v1alpha1.schema.json';

/** JSON schema (draft-07) of the `DataProduct` kind. It refers to catalog-model's schema `Entity`. @public */
export const dataProductEntityV1alpha1Schema: Record<string, unknown> = schema;

let validate: ReturnType<typeof entityKindSchemaValidator> | undefined;

/**
 * Validates entities of kind `DataProduct`. Returns false for other kinds and for other tools' apiVersions.
 *
 * Throws TypeError with the first problem; the catalog module reports all of them.
 *
 * @public
 */
export const dataProductEntityV1alpha1Validator: KindValidator = {
  async check(entity) {
    // Compiled at first use: ajv makes code from text, which a page with a strict content security policy may not do just
    // because it imports this package.
    validate ??= entityKindSchemaValidator(schema);
    return validate(entity) !== false;
  },
};
