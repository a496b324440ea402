import { ContractPath } from '../ContractPath';
import { asFields, asList, asText, Fields } from '../values';
import { Place } from './Comparing';

/** A schema object, a column, or the items of a list, as it stands in a document. @internal */
export interface SchemaNode extends Place {
  fields: Fields;
  /** Its own name; of a part that of what it belongs to. */
  name: string;
  /** The items of a list, or the keys or values of a map. */
  isPart?: true;
  id: string | undefined;
  object: string;
}

/** What has no name is told by its place. */
function nameOf(fields: Fields, index: number): string {
  return asText(fields.name) ?? asText(fields.physicalName) ?? `#${index + 1}`;
}

/** The schema objects of a contract. @internal */
export function objectsOf(contract: Fields): SchemaNode[] {
  return asList(contract.schema).flatMap((item, index) => {
    const fields = asFields(item);
    const name = fields && nameOf(fields, index);
    return fields && name
      ? [
          {
            fields,
            name,
            id: asText(fields.id),
            object: name,
            what: `Object ${name}`,
            path: ['schema', index],
          },
        ]
      : [];
  });
}

/** The columns right below an object, a column or an item. @internal */
export function columnsOf(parent: SchemaNode): SchemaNode[] {
  return asList(parent.fields.properties).flatMap((item, index) => {
    const fields = asFields(item);
    if (!fields) {
      return [];
    }
    const name = nameOf(fields, index);
    const column = parent.column ? `${parent.column}.${name}` : name;
    return [
      {
        fields,
        name,
        id: asText(fields.id),
        object: parent.object,
        column,
        what: `Column ${column} of ${parent.object}`,
        path: [...parent.path, 'properties', index],
      },
    ];
  });
}

/** What a column holds many of: the items of a list, the keys and the values of a map. @internal */
export function partsOf(column: SchemaNode): Map<string, SchemaNode> {
  const map = asFields(column.fields.map);
  const found: [string, unknown, ContractPath][] = [
    ['Items', column.fields.items, ['items']],
    ['Keys', map?.key, ['map', 'key']],
    ['Values', map?.value, ['map', 'value']],
  ];
  const parts = new Map<string, SchemaNode>();
  for (const [title, value, steps] of found) {
    const fields = asFields(value);
    if (fields) {
      parts.set(title, {
        ...column,
        isPart: true,
        fields,
        id: undefined,
        what: `${title} of ${column.what.replace(/^./, letter =>
          letter.toLowerCase(),
        )}`,
        path: [...column.path, ...steps],
      });
    }
  }
  return parts;
}
