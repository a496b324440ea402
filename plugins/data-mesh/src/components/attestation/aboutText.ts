import {
  ATTESTATION_TOPICS,
  AttestationPage,
  AttestationTopic,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { Texts } from '../../texts/useTexts';

/** What an attestation is about: a topic in words, or the title of a check. @internal */
export function aboutText(
  t: Texts,
  about: string,
  checks: AttestationPage['checks'],
): string {
  const topics: readonly string[] = ATTESTATION_TOPICS;
  return topics.includes(about)
    ? t(`attestations.topics.${about as AttestationTopic}`)
    : checks.find(({ id }) => id === about)?.title ?? about;
}
