import { ApiHolder, translationApiRef } from '@backstage/frontend-plugin-api';
import { dataMeshTranslationRef } from './dataMeshTranslationRef';
import { Texts } from './useTexts';

/** The texts for code that runs outside components, once they are loaded. @internal */
export async function textsFrom(apis: ApiHolder): Promise<Texts> {
  const translations = apis.get(translationApiRef);
  if (!translations) {
    throw new Error('The portal has no translation API');
  }
  const now = translations.getTranslation(dataMeshTranslationRef);
  if (now.ready) {
    return now.t;
  }
  return new Promise((resolve, reject) => {
    const subscription = translations
      .translation$(dataMeshTranslationRef)
      .subscribe({
        next: later => {
          if (later.ready) {
            subscription.unsubscribe();
            resolve(later.t);
          }
        },
        error: reject,
      });
  });
}
