import { asFields, asList, asText, Fields } from '../values';
import { Comparing, isSame, pairUp, Place } from './Comparing';

/** What only words are: what a reader sees, and no reader's query depends on. */
const WORDS = new Set([
  'authoritativeDefinitions',
  'businessName',
  'description',
  'examples',
  'synonyms',
  'tags',
  'transformDescription',
]);

/** A flag that is off, and a text or list with nothing in it, say what a field that is not there says. @internal */
export function stated(value: unknown): unknown {
  return value === false ||
    value === null ||
    value === '' ||
    (Array.isArray(value) && value.length === 0)
    ? undefined
    : value;
}

/**
 * Compares the fields that no other comparison looks at: those of words are safe, all others a warning.
 *
 * @internal
 */
export function compareFields(
  comparing: Comparing,
  before: Fields,
  after: Fields,
  place: Place,
  options: {
    /** Fields that are compared elsewhere. */
    except: ReadonlySet<string>;
    /** Further fields of words. */
    words?: ReadonlySet<string>;
    /** Whether a custom property is compared elsewhere. */
    isElsewhere?: (property: string) => boolean;
  },
): void {
  const { except, words, isElsewhere = () => false } = options;
  for (const field of new Set([
    ...Object.keys(before),
    ...Object.keys(after),
  ])) {
    const [from, to] = [stated(before[field]), stated(after[field])];
    if (except.has(field) || isSame(from, to)) {
      continue;
    }
    if (field === 'customProperties') {
      compareCustomProperties(comparing, from, to, { place, isElsewhere });
      continue;
    }
    const isWord = WORDS.has(field) || words?.has(field);
    comparing.add(
      isWord ? 'words-changed' : 'field-changed',
      { ...place, path: [...place.path, field] },
      { field, before: from, after: to },
    );
  }
}

/** Custom properties are known by their name, wherever they stand. */
function compareCustomProperties(
  comparing: Comparing,
  before: unknown,
  after: unknown,
  options: { place: Place; isElsewhere: (property: string) => boolean },
): void {
  const { place, isElsewhere } = options;
  const read = (list: unknown) =>
    asList(list).flatMap((item, index) => {
      const fields = asFields(item);
      const property = asText(fields?.property);
      return fields && property && !isElsewhere(property)
        ? [{ fields, property, index }]
        : [];
    });
  const { both, removed, added } = pairUp(read(before), read(after), [
    item => item.property,
  ]);
  const say = (
    item: { property: string; index: number },
    from: unknown,
    to: unknown,
  ) =>
    comparing.add(
      'field-changed',
      { ...place, path: [...place.path, 'customProperties', item.index] },
      { field: item.property, before: from, after: to },
    );
  for (const [a, b] of both) {
    if (!isSame(a.fields.value, b.fields.value)) {
      say(b, a.fields.value, b.fields.value);
    }
  }
  removed.forEach(item => say(item, item.fields.value, undefined));
  added.forEach(item => say(item, undefined, item.fields.value));
}
