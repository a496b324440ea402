import { mockApis } from '@backstage/frontend-test-utils';
import { dataMeshTranslationRef } from '../texts/dataMeshTranslationRef';
import { Texts } from '../texts/useTexts';

/** The texts in English, for code that is tested without a screen. */
export function english(): Texts {
  const snapshot = mockApis
    .translation()
    .getTranslation(dataMeshTranslationRef);
  if (!snapshot.ready) {
    throw new Error('The default texts are always there');
  }
  return snapshot.t;
}
