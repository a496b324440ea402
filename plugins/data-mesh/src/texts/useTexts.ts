import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { dataMeshTranslationRef } from './dataMeshTranslationRef';

/** Gives a text of the plugin in the reader's language, by its key. @internal */
export type Texts = ReturnType<typeof useTexts>;

/** The texts of the plugin in the language of whoever looks. @internal */
export function useTexts() {
  return useTranslationRef(dataMeshTranslationRef).t;
}
