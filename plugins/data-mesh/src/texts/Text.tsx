import { useTexts } from './useTexts';

/** A text where only an element can be given, such as the title of a column. @internal */
export function Text(props: { of: 'catalog.domain' | 'catalog.maturity' }) {
  return <>{useTexts()(props.of)}</>;
}
