/** The only `apiVersion` of the `DataProduct` kind so far. @public */
export const DATA_PRODUCT_API_VERSION = 'meshproof.dev/v1alpha1';

/** The `kind` of a data product entity. @public */
export const DATA_PRODUCT_KIND = 'DataProduct';

/**
 * A stable identity of a product, any URN or UUID. Renaming or re-registering the entity keeps its history as long as this
 * value stays. @public
 */
export const ANNOTATION_ID = 'meshproof.dev/id';

/**
 * On a Component, System or AiResource: the output ports it reads, comma separated, each `[namespace/]product#port@major`.
 * @public
 */
export const ANNOTATION_CONSUMES = 'meshproof.dev/consumes';

/** On a Domain: the entity reference of the person who leads it. @public */
export const ANNOTATION_LEAD = 'meshproof.dev/lead';

/**
 * Written by the ODPS reader: JSON of the parts of a Bitol document that have no place in the entity, kept so that they can
 * be shown. @public
 */
export const ANNOTATION_ODPS_UNMAPPED = 'meshproof.dev/odps-not-mapped';

/**
 * Written on the Location of a Bitol document that gives no product: what is wrong with it, for the problems page.
 * @public
 */
export const ANNOTATION_ODPS_PROBLEM = 'meshproof.dev/odps-problem';

/** `spec.type` of the Location entities that stand for Bitol ODPS documents. @public */
export const LOCATION_TYPE_ODPS = 'odps';

/** From a consumer to the product it reads. @public */
export const RELATION_CONSUMES_DATA_PRODUCT = 'consumesDataProduct';

/** From a product to an entity that reads it. @public */
export const RELATION_DATA_PRODUCT_CONSUMED_BY = 'dataProductConsumedBy';

/** From a product to the group that curates it on the owner's behalf. @public */
export const RELATION_CURATED_BY = 'curatedBy';

/** From a curating group to the product. @public */
export const RELATION_CURATOR_OF = 'curatorOf';
