import {
  AuditorService,
  AuthService,
  DatabaseService,
  HttpAuthService,
  LoggerService,
  PermissionsService,
  UrlReaderService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import {
  CandidateSource,
  ClockService,
} from '@meshproof/backstage-plugin-data-mesh-node';
import { EvidenceFormat } from '@meshproof/core';

/** The services that `createDataMesh` is given. */
export interface DataMeshServices {
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  clock: ClockService;
  config: Config;
  database: DatabaseService;
  httpAuth: HttpAuthService;
  logger: LoggerService;
  notifications: NotificationService;
  permissions: PermissionsService;
  reader: UrlReaderService;
  userInfo: UserInfoService;
  formats: readonly EvidenceFormat[];
  candidateSources: readonly CandidateSource[];
}
