import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';

/** Who holds the credentials, as `dataMesh.publishers` names subjects; empty for nobody. */
export function subjectOf(
  auth: AuthService,
  credentials: BackstageCredentials,
): string {
  if (auth.isPrincipal(credentials, 'user')) {
    return credentials.principal.userEntityRef.toLowerCase();
  }
  return auth.isPrincipal(credentials, 'service')
    ? credentials.principal.subject
    : '';
}
