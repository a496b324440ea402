import { ContractPath } from './ContractPath';
import { ContractColumn, ContractReading } from './types';
import { asFields, asList, asText, Fields } from './values';

/** An object or column as found in the document, with where it stands; rules are read from the same walk. @internal */
export interface SchemaElement {
  fields: Fields;
  path: ContractPath;
  object: string;
  /** Absent for the object itself. */
  column?: ContractColumn;
}

/** A name that stands twice where it must be one. @internal */
export interface DuplicateName {
  path: ContractPath;
  name: string;
  what: 'object' | 'column';
}

interface Walk {
  columns: ContractColumn[];
  elements: SchemaElement[];
  duplicates: DuplicateName[];
}

function readProperties(
  value: unknown,
  path: ContractPath,
  parent: { object: string; name: string; physicalName: string },
  walk: Walk,
): void {
  const seen = new Set<string>();
  asList(value).forEach((item, index) => {
    const fields = asFields(item);
    const own = asText(fields?.name);
    if (!fields || !own) {
      return;
    }
    const at = [...path, index];
    if (seen.has(own)) {
      walk.duplicates.push({ path: at, name: own, what: 'column' });
    }
    seen.add(own);
    const name = parent.name ? `${parent.name}.${own}` : own;
    const ownPhysical = asText(fields.physicalName) ?? own;
    const physicalName = parent.physicalName
      ? `${parent.physicalName}.${ownPhysical}`
      : ownPhysical;
    const column: ContractColumn = {
      object: parent.object,
      name,
      ...(physicalName !== name ? { physicalName } : {}),
      logicalType: asText(fields.logicalType),
      physicalType: asText(fields.physicalType),
      description: asText(fields.description),
      required: fields.required === true,
      unique: fields.unique === true,
      primaryKey: fields.primaryKey === true,
      critical: fields.criticalDataElement === true,
    };
    walk.columns.push(column);
    walk.elements.push({ fields, path: at, object: parent.object, column });
    const below = { object: parent.object, name, physicalName };
    readProperties(fields.properties, [...at, 'properties'], below, walk);
    readItems(fields.items, [...at, 'items'], below, column, walk);
    const map = asFields(fields.map);
    for (const part of ['key', 'value']) {
      readItems(map?.[part], [...at, 'map', part], below, column, walk);
    }
  });
}

/** Items of a list and keys and values of a map have no name of their own: their fields hang on the column's. */
function readItems(
  value: unknown,
  path: ContractPath,
  parent: { object: string; name: string; physicalName: string },
  column: ContractColumn,
  walk: Walk,
): void {
  const items = asFields(value);
  if (items) {
    walk.elements.push({ fields: items, path, object: parent.object, column });
    readProperties(items.properties, [...path, 'properties'], parent, walk);
    readItems(items.items, [...path, 'items'], parent, column, walk);
  }
}

/** Reads the objects and columns of a contract, nested ones with a dotted path. @internal */
export function readColumns(
  value: unknown,
): Walk & { objects: ContractReading['objects'] } {
  const walk: Walk = { columns: [], elements: [], duplicates: [] };
  const objects: ContractReading['objects'] = [];
  const seen = new Set<string>();
  asList(value).forEach((item, index) => {
    const fields = asFields(item);
    const name = asText(fields?.name) ?? asText(fields?.physicalName);
    if (!fields || !name) {
      return;
    }
    const path = ['schema', index];
    if (seen.has(name)) {
      walk.duplicates.push({ path, name, what: 'object' });
    }
    seen.add(name);
    objects.push({
      name,
      physicalName: asText(fields.physicalName) ?? name,
      physicalType: asText(fields.physicalType),
    });
    walk.elements.push({ fields, path, object: name });
    readProperties(
      fields.properties,
      [...path, 'properties'],
      { object: name, name: '', physicalName: '' },
      walk,
    );
  });
  return { ...walk, objects };
}
