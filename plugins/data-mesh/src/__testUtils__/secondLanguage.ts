import {
  TranslationApi,
  TranslationRef,
  createTranslationRef,
} from '@backstage/frontend-plugin-api';
import { mockApis } from '@backstage/frontend-test-utils';
import { dataMeshTranslationRef } from '../texts/dataMeshTranslationRef';
import { messages } from '../texts/messages';

type Tree = { [key: string]: string | Tree };

/** Not a text but the way in which dates and figures are written. */
const FORMATS = ['locale', 'number'];

/** `Level {{level}}` becomes `⟦Level ⟧{{level}}`, so that what is put into a text has to be translated by itself. */
function bracketed(tree: Tree): Tree {
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]) => {
      if (typeof value !== 'string') {
        return [key, bracketed(value)];
      }
      return [
        key,
        FORMATS.includes(key)
          ? value
          : value
              .split(/(\{\{.*?\}\})/)
              .map((part, index) =>
                index % 2 === 0 && part ? `⟦${part}⟧` : part,
              )
              .join(''),
      ];
    }),
  );
}

/** A language in which every text of the plugin stands between ⟦ and ⟧. */
export function secondLanguage(): TranslationApi {
  const api = mockApis.translation();
  const ref = createTranslationRef({
    id: 'data-mesh-second-language',
    messages: bracketed(messages),
  }) as unknown as TranslationRef;
  const inSecondLanguage = (wanted: { id: string }) =>
    (wanted.id === dataMeshTranslationRef.id ? ref : wanted) as never;
  return {
    getTranslation: wanted => api.getTranslation(inSecondLanguage(wanted)),
    translation$: wanted => api.translation$(inSecondLanguage(wanted)),
  };
}
