import { asText, entryOf, Fields } from '../values';
import { compareFields, stated } from './compareFields';
import { compareLimits, compareValues } from './compareLimits';
import { Comparing, isSame, pairUp } from './Comparing';
import { columnsOf, objectsOf, partsOf, SchemaNode } from './SchemaTree';

/** What became of the objects and columns of the earlier version, for rules that hang on them. @internal */
export interface SchemaMoves {
  /** Objects and columns that are gone, by {@link addressOf}. */
  gone: Set<string>;
  /** Where those are now that have another name or place. */
  now: Map<string, { object: string; column?: string }>;
}

/** Key of an object or column within one version. @internal */
export function addressOf(object: string, column?: string): string {
  return JSON.stringify(column === undefined ? [object] : [object, column]);
}

/** How closed a class of data is. Labels that are not here have no order. */
const CLASSIFICATIONS: Record<string, number> = {
  public: 0,
  internal: 1,
  private: 2,
  confidential: 2,
  restricted: 3,
  secret: 4,
};

const OBJECT_FIELDS: ReadonlySet<string> = new Set([
  'id',
  'name',
  'physicalName',
  'physicalType',
  'properties',
  'quality',
]);

const COLUMN_FIELDS: ReadonlySet<string> = new Set([
  ...OBJECT_FIELDS,
  'logicalType',
  'classification',
  'enum',
  'items',
  'logicalTypeOptions',
  'map',
  'primaryKey',
  'primaryKeyPosition',
  'required',
  'unique',
]);

/** A part is known by what it belongs to. */
const PART_WORDS: ReadonlySet<string> = new Set(['name']);

/** Whether it can be a key of its object. */
function isTopColumn({ isPart, column }: SchemaNode): boolean {
  return !isPart && !column?.includes('.');
}

/** The fields of a column that are compared one by one. */
function fieldsApart(node: SchemaNode): ReadonlySet<string> {
  const fields = new Set(COLUMN_FIELDS);
  if (node.isPart) {
    fields.delete('name');
    fields.delete('physicalName');
  }
  if (!isTopColumn(node)) {
    fields.delete('primaryKeyPosition');
  }
  return fields;
}

// A key is told with its object.
const FLAGS = [
  ['required', 'nulls-allowed', 'nulls-forbidden'],
  ['unique', 'repeats-allowed', 'repeats-forbidden'],
  ['primaryKey', undefined, undefined],
] as const;

// A reader asks a view as it asks a table.
const TABLES = new Set([
  'table',
  'view',
  'materialized view',
  'materializedview',
]);

class SchemaComparison {
  readonly #comparing: Comparing;
  readonly #moves: SchemaMoves = { gone: new Set(), now: new Map() };
  readonly #removed: SchemaNode[] = [];
  readonly #added: SchemaNode[] = [];

  constructor(comparing: Comparing) {
    this.#comparing = comparing;
  }

  compare(before: Fields, after: Fields): SchemaMoves {
    const objects = pairUp(objectsOf(before), objectsOf(after), [
      node => node.id,
      node => node.name,
    ]);
    for (const [a, b] of objects.both) {
      this.#compareObjects(a, b);
    }
    for (const node of objects.removed) {
      this.#moves.gone.add(addressOf(node.object));
      this.#comparing.add('object-removed', node);
    }
    for (const node of objects.added) {
      this.#comparing.add('object-added', node);
    }
    const moved = pairUp(this.#removed, this.#added, [node => node.id]);
    for (const [a, b] of moved.both) {
      this.#note(a, b);
      this.#comparing.add('column-moved', placed(a, b), {
        before: `${a.object}.${a.column}`,
        after: `${b.object}.${b.column}`,
      });
      this.#compareColumns(a, b);
    }
    for (const node of moved.removed) {
      this.#moves.gone.add(addressOf(node.object, node.column));
      this.#comparing.add('column-removed', node);
    }
    for (const node of moved.added) {
      this.#comparing.add('column-added', node);
    }
    return this.#moves;
  }

  #compareObjects(a: SchemaNode, b: SchemaNode): void {
    if (a.name === b.name && isSame(a.fields, b.fields)) {
      return;
    }
    this.#note(a, b);
    this.#compareNames(a, b, 'object-renamed');
    const place = placed(a, b);
    const [from, to] = [a, b].map(({ fields }) =>
      asText(fields.physicalType)?.trim().toLowerCase(),
    );
    if (from !== to) {
      this.#comparing.add(kindOfObject(from, to), place, {
        field: 'physicalType',
        before: from,
        after: to,
      });
    }
    compareFields(
      this.#comparing,
      // An object is an object, whether it says so or not.
      { logicalType: 'object', ...a.fields },
      { logicalType: 'object', ...b.fields },
      place,
      { except: OBJECT_FIELDS },
    );
    this.#compareKeys(a, b);
    this.#compareChildren(a, b);
  }

  #compareChildren(a: SchemaNode, b: SchemaNode): void {
    const { both, removed, added } = pairUp(columnsOf(a), columnsOf(b), [
      node => node.id,
      node => node.name,
    ]);
    for (const [from, to] of both) {
      this.#note(from, to);
      this.#compareNames(from, to, 'column-renamed');
      this.#compareColumns(from, to);
    }
    this.#removed.push(...removed);
    this.#added.push(...added);
  }

  #compareColumns(a: SchemaNode, b: SchemaNode): void {
    if (a.what === b.what && isSame(a.fields, b.fields)) {
      return;
    }
    const comparing = this.#comparing;
    const place = placed(a, b);
    const isOneType = this.#compareTypes(a, b);
    for (const [field, off, on] of FLAGS) {
      const [from, to] = [a, b].map(({ fields }) => stated(fields[field]));
      const at = { ...place, path: [...place.path, field] };
      if ([from, to].some(value => value !== undefined && value !== true)) {
        if (!isSame(from, to)) {
          comparing.add('field-changed', at, {
            field,
            before: from,
            after: to,
          });
        }
      } else if (from !== to && off && on) {
        comparing.add(to ? on : off, at);
      } else if (from !== to && !isTopColumn(a)) {
        comparing.add('field-changed', at, { field, before: from, after: to });
      }
    }
    compareValues(comparing, a.fields, b.fields, place);
    this.#compareClassification(a, b);
    compareFields(comparing, a.fields, b.fields, place, {
      except: fieldsApart(a),
      words: PART_WORDS,
    });
    if (!isOneType) {
      return;
    }
    compareLimits(comparing, a.fields, b.fields, place);
    this.#compareChildren(a, b);
    const [parts, others] = [partsOf(a), partsOf(b)];
    for (const title of new Set([...parts.keys(), ...others.keys()])) {
      const [part, other] = [parts.get(title), others.get(title)];
      if (part && other) {
        this.#compareColumns(part, other);
      } else {
        comparing.add(
          part ? 'type-withdrawn' : 'type-stated',
          (part ?? other)!,
          {
            field: title,
            before: part?.fields.logicalType,
            after: other?.fields.logicalType,
          },
        );
      }
    }
  }

  #compareNames(
    a: SchemaNode,
    b: SchemaNode,
    renamed: 'object-renamed' | 'column-renamed',
  ): void {
    const place = placed(a, b);
    if (a.name !== b.name) {
      this.#comparing.add(
        renamed,
        { ...place, path: [...b.path, 'name'] },
        {
          before: a.name,
          after: b.name,
        },
      );
    }
    const [from, to] = [a, b].map(({ fields }) => asText(fields.physicalName));
    // Where none is stated, the name is the one in the store.
    const [stored, storedAs] = [from ?? a.name, to ?? b.name];
    const isRenamedAnyway = from === undefined && to === undefined;
    if (stored !== storedAs && !isRenamedAnyway) {
      this.#comparing.add(
        'store-name-changed',
        { ...place, path: [...b.path, 'physicalName'] },
        { before: stored, after: storedAs },
      );
    }
    for (const field of ['name', 'physicalName']) {
      const [raw, other] = [a.fields[field], b.fields[field]];
      const isTold = [raw, other].every(
        value => value === undefined || asText(value) !== undefined,
      );
      if (!isTold && !isSame(raw, other)) {
        this.#comparing.add(
          'field-changed',
          { ...place, path: [...b.path, field] },
          { field, before: raw, after: other },
        );
      }
    }
    if (a.id !== undefined && b.id !== undefined && a.id !== b.id) {
      this.#comparing.add(
        'identity-changed',
        { ...place, path: [...b.path, 'id'] },
        { before: a.id, after: b.id },
      );
    }
  }

  /** Whether both versions are of one type, so that what hangs on the type can be compared. */
  #compareTypes(a: SchemaNode, b: SchemaNode): boolean {
    const comparing = this.#comparing;
    const place = placed(a, b);
    const at = (field: string) => ({ ...place, path: [...b.path, field] });
    const [from, to] = [a, b].map(({ fields }) => asText(fields.logicalType));
    if (from !== to) {
      const values = { field: 'logicalType', before: from, after: to };
      if (from !== undefined && to !== undefined) {
        comparing.add(
          from === 'integer' && to === 'number'
            ? 'type-widened'
            : 'type-changed',
          at('logicalType'),
          values,
        );
        return false;
      }
      comparing.add(
        to === undefined ? 'type-withdrawn' : 'type-stated',
        at('logicalType'),
        values,
      );
    }
    const [stored, storedAs] = [a, b].map(({ fields }) =>
      asText(fields.physicalType),
    );
    const written = (type: string | undefined) =>
      type?.toLowerCase().replace(/\s+/g, '');
    if (written(stored) !== written(storedAs)) {
      const values = {
        field: 'physicalType',
        before: stored,
        after: storedAs,
      };
      if (stored !== undefined && storedAs !== undefined) {
        comparing.add('store-type-changed', at('physicalType'), values);
      } else {
        comparing.add(
          stored === undefined ? 'type-stated' : 'type-withdrawn',
          at('physicalType'),
          values,
        );
      }
    }
    return true;
  }

  #compareClassification(a: SchemaNode, b: SchemaNode): void {
    const [from, to] = [a, b].map(({ fields }) =>
      asText(fields.classification),
    );
    if (from === to) {
      return;
    }
    const [low, high] = [from, to].map(label =>
      label === undefined
        ? undefined
        : entryOf(CLASSIFICATIONS, label.trim().toLowerCase()),
    );
    const place = placed(a, b);
    const at = { ...place, path: [...b.path, 'classification'] };
    const values = { field: 'classification', before: from, after: to };
    if (low === undefined || high === undefined) {
      this.#comparing.add('field-changed', at, values);
    } else if (low !== high) {
      this.#comparing.add(
        high > low ? 'classification-raised' : 'classification-lowered',
        at,
        values,
      );
    } else {
      this.#comparing.add('words-changed', at, values);
    }
  }

  #compareKeys(a: SchemaNode, b: SchemaNode): void {
    const keyOf = (node: SchemaNode) =>
      columnsOf(node)
        .filter(({ fields }) => fields.primaryKey === true)
        .map((column, index) => ({
          column,
          index,
          position: Number(column.fields.primaryKeyPosition ?? 0),
        }))
        .sort((x, y) => x.position - y.position || x.index - y.index)
        .map(({ column }) => column);
    const [from, to] = [keyOf(a), keyOf(b)];
    const same = pairUp(from, to, [node => node.id, node => node.name]);
    const isOrdered = same.both.every(
      ([, later], index) => later === to[index],
    );
    if (same.removed.length === 0 && same.added.length === 0 && isOrdered) {
      return;
    }
    const words = (columns: SchemaNode[]) =>
      columns.map(({ name }) => name).join(', ');
    const values = { before: words(from), after: words(to) };
    if (to.length === 0) {
      this.#comparing.add('key-removed', placed(a, b), values);
    } else {
      this.#comparing.add(
        from.length === 0 ? 'key-added' : 'key-changed',
        placed(a, b),
        values,
      );
    }
  }

  #note(a: SchemaNode, b: SchemaNode): void {
    if (a.object !== b.object || a.column !== b.column) {
      this.#moves.now.set(addressOf(a.object, a.column), {
        object: b.object,
        ...(b.column === undefined ? {} : { column: b.column }),
      });
    }
  }
}

/** The earlier name is the one a reader knows; the later path the one to look at. */
function placed(a: SchemaNode, b: SchemaNode) {
  return {
    what: a.what,
    path: b.path,
    object: a.object,
    ...(a.column === undefined ? {} : { column: a.column }),
  };
}

function kindOfObject(from: string | undefined, to: string | undefined) {
  if (from === undefined) {
    return 'type-stated';
  }
  if (to === undefined) {
    return 'type-withdrawn';
  }
  return TABLES.has(from) && TABLES.has(to)
    ? 'field-changed'
    : 'store-type-changed';
}

/** Compares the schemas of two versions. @internal */
export function compareSchema(
  comparing: Comparing,
  before: Fields,
  after: Fields,
): SchemaMoves {
  return new SchemaComparison(comparing).compare(before, after);
}
