import { attestations } from './attestations';
import { discover } from './discover';
import { evidence } from './evidence';
import { health } from './health';
import { overview } from './overview';
import { products } from './products';
import { scorecard } from './scorecard';
import { template } from './template';
import { words } from './words';

/**
 * Every text of the plugin's screens, by room. What the backend says (reasons, next steps, problems, sentences of the overview) is not
 * here: it comes as it is. A list is put together with `list.*`; what stands in a sentence as `{{what}}` is a text of `what`.
 *
 * @internal
 */
export const messages = {
  ...words,
  ...attestations,
  ...discover,
  ...overview,
  ...products,
  ...scorecard,
  ...evidence,
  ...health,
  ...template,
} as const;
