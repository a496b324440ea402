import {
  AuthService,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { dataMeshEvidenceCreatePermission } from '@meshproof/backstage-plugin-data-mesh-common';
import { Request } from 'express';
import { Sender } from './EvidenceDoor';
import { Publisher } from './Publisher';
import { subjectOf } from './subjectOf';

/**
 * Tells who sends a request.
 *
 * @throws NotAllowedError for somebody who may not send, or not as the publisher in the query; InputError for a query that
 * names none where there is a choice.
 */
export async function findSender(
  request: Request,
  options: {
    publishers: Publisher[];
    httpAuth: HttpAuthService;
    auth: AuthService;
    permissions: PermissionsService;
  },
): Promise<Sender> {
  const { publishers, httpAuth, auth, permissions } = options;
  const credentials = await httpAuth.credentials(request, {
    allow: ['user', 'service'],
  });
  const isUser = auth.isPrincipal(credentials, 'user');
  const subject = subjectOf(auth, credentials);
  const own = publishers.filter(publisher => publisher.subject === subject);
  const names = own.map(({ id }) => id).join(', ');
  const wanted = request.query.publisher;
  if (wanted !== undefined) {
    const publisher = own.find(({ id }) => id === wanted);
    if (!publisher) {
      throw new NotAllowedError(
        `'${subject}' may not send as this publisher${
          names ? `; it may send as ${names}` : ''
        }. Who may is told by dataMesh.publishers`,
      );
    }
    return { type: 'publisher', publisher };
  }
  if (own.length > 1) {
    throw new InputError(
      `'${subject}' may send as ${names}: name one in the query, as ?publisher=${own[0].id}`,
    );
  }
  if (own.length === 1) {
    return { type: 'publisher', publisher: own[0] };
  }
  if (!isUser) {
    throw new NotAllowedError(
      `No publisher has the subject '${subject}': add one under dataMesh.publishers`,
    );
  }
  const [decision] = await permissions.authorize(
    [{ permission: dataMeshEvidenceCreatePermission }],
    { credentials },
  );
  if (decision.result !== AuthorizeResult.ALLOW) {
    throw new NotAllowedError(
      `Sending evidence by hand needs the permission ${dataMeshEvidenceCreatePermission.name}`,
    );
  }
  return { type: 'person', user: subject, credentials };
}
