import {
  CompoundEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { DATA_PRODUCT_KIND } from './constants';

// catalog-model's parseEntityRef accepts names that no entity can have (`a:b:c:d///`) and throws on others, so a reference
// that someone wrote by hand is read by the rules that names themselves must follow.
const KIND = '[A-Za-z][A-Za-z0-9]{0,62}';
const NAMESPACE = '[A-Za-z0-9](?:[-A-Za-z0-9]{0,61}[A-Za-z0-9])?';
const NAME = '[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?';
const MAJOR = '0|[1-9][0-9]{0,5}';

const REFERENCE = new RegExp(`^(?:(${KIND}):)?(?:(${NAMESPACE})/)?(${NAME})$`);
const PORT_REFERENCE = new RegExp(
  `^(?:(${KIND}):)?(?:(${NAMESPACE})/)?(${NAME})#(${NAME})@(${MAJOR})$`,
);

/** An output port of a product, named from outside the product. @public */
export interface PortReference {
  /** Full reference in lower case, `dataproduct:namespace/name`. */
  productRef: string;
  /** Name of the output port, as written. */
  port: string;
  /** Major version of the output port. */
  major: number;
}

/**
 * Reads an entity reference `[kind:][namespace/]name`, strictly: every part must be one that an entity can have.
 *
 * @returns undefined where the text is not a reference, or names no kind and there is no default; never throws
 * @public
 */
export function parseStrictEntityRef(
  text: unknown,
  defaults: { kind?: string; namespace: string },
): CompoundEntityRef | undefined {
  const match = typeof text === 'string' ? REFERENCE.exec(text) : undefined;
  const kind = match?.[1] ?? defaults.kind;
  if (!match || !kind) {
    return undefined;
  }
  return { kind, namespace: match[2] ?? defaults.namespace, name: match[3] };
}

/**
 * Reads `[namespace/]product#port@major`, the way a port of another product is named; `dataproduct:` in front is accepted.
 *
 * @returns undefined where the text is something else; never throws
 * @public
 */
export function parsePortReference(
  text: unknown,
  defaultNamespace: string,
): PortReference | undefined {
  const match =
    typeof text === 'string' ? PORT_REFERENCE.exec(text) : undefined;
  if (!match) {
    return undefined;
  }
  const [, kind, namespace = defaultNamespace, name, port, major] = match;
  if (
    kind !== undefined &&
    kind.toLocaleLowerCase('en-US') !==
      DATA_PRODUCT_KIND.toLocaleLowerCase('en-US')
  ) {
    return undefined;
  }
  return {
    productRef: stringifyEntityRef({
      kind: DATA_PRODUCT_KIND,
      namespace,
      name,
    }),
    port,
    major: Number(major),
  };
}
