import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { messages } from './messages';

/**
 * The texts of the plugin. A portal changes single ones, or adds a language, with `createTranslationMessages` or
 * `createTranslationResource`.
 *
 * @alpha
 */
export const dataMeshTranslationRef = createTranslationRef({
  id: 'data-mesh',
  messages,
});
