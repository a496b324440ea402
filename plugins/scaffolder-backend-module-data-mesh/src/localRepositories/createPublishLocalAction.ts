import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import {
  ConflictError,
  InputError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  createTemplateAction,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { examples } from './createPublishLocalAction.examples';
import { LocalRepositories } from './LocalRepositories';
import { readDeclaredEntity } from './readDeclaredEntity';
import { waitForEntity } from './waitForEntity';

const CONFIG_KEY = 'dataMesh.localRepositories.path';

/** Options of {@link createPublishLocalAction}. @public */
export type CreatePublishLocalActionOptions = {
  /** Read with the credentials of whoever started the task. */
  catalog: CatalogService;
  /** Root configuration; `dataMesh.localRepositories.path` switches the action on. */
  config: Config;
};

/** Input of the action `data-mesh:publish:local`. @public */
export type PublishLocalInput = {
  /** Name of the repository: lower-case letters, digits and single dashes, at most 63 characters. */
  name: string;
  /** Folder of the workspace to publish; all of it if not set. */
  sourcePath?: string;
  /** Name of the first branch; `main` if not set. */
  defaultBranch?: string;
  /** Message of the first commit. */
  commitMessage?: string;
  /** Seconds to wait for the entity, 1 to 600; 60 if not set. */
  waitSeconds?: number;
};

/** Output of the action `data-mesh:publish:local`. @public */
export type PublishLocalOutput = {
  /** The entity that the repository declares. */
  entityRef: string;
  /** Folder of the repository on the machine of the backend. */
  repositoryPath: string;
  /** `file:` URL of the repository. */
  remoteUrl: string;
  /** Identity of the first commit; not there after a dry run. */
  commit?: string;
};

/**
 * Creates the action `data-mesh:publish:local`, which publishes the workspace as a git repository in a configured folder of
 * this machine and waits until the catalog shows the entity that it declares.
 *
 * @public
 */
export function createPublishLocalAction(
  options: CreatePublishLocalActionOptions,
): TemplateAction<PublishLocalInput, PublishLocalOutput, 'v2'> {
  const { catalog, config } = options;

  return createTemplateAction({
    id: 'data-mesh:publish:local',
    description:
      'Publishes the workspace as a git repository in a configured folder and waits until its entity is in the catalog',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        name: z =>
          z
            .string()
            .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
            .max(63)
            .describe(
              'Name of the repository: lower-case letters, digits and single dashes',
            ),
        sourcePath: z =>
          z
            .string()
            .optional()
            .describe('Folder of the workspace to publish, all if not set'),
        defaultBranch: z =>
          z
            .string()
            .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/)
            .optional()
            .describe('Name of the first branch, main if not set'),
        commitMessage: z =>
          z.string().optional().describe('Message of the first commit'),
        waitSeconds: z =>
          z
            .number()
            .int()
            .min(1)
            .max(600)
            .optional()
            .describe('How long to wait for the entity, 60 seconds if not set'),
      },
      output: {
        entityRef: z =>
          z.string().describe('Reference of the entity, as the catalog has it'),
        repositoryPath: z =>
          z.string().describe('The folder of the repository'),
        remoteUrl: z => z.string().describe('Address to clone it from'),
        commit: z =>
          z.string().optional().describe('Identity of the first commit'),
      },
    },
    async handler(ctx) {
      const {
        name,
        defaultBranch = 'main',
        commitMessage = `Start ${name}`,
        waitSeconds = 60,
      } = ctx.input;

      const folder = config.getOptionalString(CONFIG_KEY);
      if (!folder) {
        throw new InputError(
          `This portal does not publish to a folder of its own. Choose GitHub or GitLab, or ask its operator to set "${CONFIG_KEY}" in app-config.yaml`,
        );
      }
      const repositories = new LocalRepositories(path.resolve(folder));
      const sourcePath = resolveSafeChildPath(
        ctx.workspacePath,
        ctx.input.sourcePath ?? '.',
      );

      const entityRef = await readDeclaredEntity(sourcePath);
      const { repositoryPath, made } = await repositories.check({
        name,
        taskId: ctx.task.id,
      });
      const credentials = await ctx.getInitiatorCredentials();
      const existing = await catalog.getEntityByRef(entityRef, { credentials });
      if (existing && !(made && comesFrom(existing, repositoryPath))) {
        throw new ConflictError(
          `${entityRef} is already in the catalog, declared at ${originOf(
            existing,
          )}. Nothing was changed: choose another name`,
        );
      }

      ctx.output('entityRef', entityRef);
      ctx.output('repositoryPath', repositoryPath);
      ctx.output('remoteUrl', pathToFileURL(repositoryPath).href);

      if (ctx.isDryRun) {
        ctx.logger.info(
          `Dry run: would publish ${entityRef} to ${repositoryPath}`,
        );
        return;
      }

      const { commit } = await ctx.checkpoint({
        key: `data-mesh.publish.local.${name}`,
        fn: () =>
          repositories.publish({
            name,
            taskId: ctx.task.id,
            sourcePath,
            defaultBranch,
            message: commitMessage,
            author: authorOf(ctx.user),
          }),
      });
      ctx.output('commit', commit);
      ctx.logger.info(`Published ${name} to ${repositoryPath}`);

      const shown = await waitForEntity({
        catalog,
        credentials,
        entityRef,
        timeoutMs: waitSeconds * 1000,
        logger: ctx.logger,
        signal: ctx.signal,
      });
      if (!shown) {
        throw new ServiceUnavailableError(
          `The repository is at ${repositoryPath}, but the catalog did not show ${entityRef} within ${waitSeconds} seconds. Check that the backend has the module catalogModuleLocalRepositories with the same "${CONFIG_KEY}", and look at the catalog's log for errors of the entity; then retry this task`,
        );
      }
      ctx.logger.info(
        `${stringifyEntityRef(shown.entity)} is in the catalog, ${(
          shown.afterMs / 1000
        ).toFixed(1)} seconds after it was published`,
      );
    },
  });
}

function originOf(entity: Entity): string {
  return (
    entity.metadata.annotations?.[ANNOTATION_ORIGIN_LOCATION] ??
    'an unknown place'
  );
}

function comesFrom(entity: Entity, repositoryPath: string): boolean {
  return Object.values(entity.metadata.annotations ?? {}).includes(
    `file:${path.join(repositoryPath, 'catalog-info.yaml')}`,
  );
}

/** The first commit carries the name of whoever filled in the form, where the catalog knows one. */
function authorOf(user: { entity?: Entity; ref?: string } | undefined): {
  name: string;
  email: string;
} {
  const profile = user?.entity?.spec?.profile as
    | { displayName?: string; email?: string }
    | undefined;
  return {
    name: profile?.displayName ?? user?.ref ?? 'Scaffolder',
    email: profile?.email ?? 'scaffolder@localhost',
  };
}
