import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  createTemplateAction,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import fs from 'fs-extra';
import { z as zod } from 'zod/v3';
import { contractSchema } from './contractSchema';
import { examples } from './createContractRenderAction.examples';
import { renderContract } from './renderContract';
import type { ContractRenderInput, ContractRenderOutput } from './types';

/**
 * Creates the action `data-mesh:contract:render`, which writes the data contract of an output port into the workspace as an
 * ODCS v3.1.0 document.
 *
 * @public
 */
export function createContractRenderAction(): TemplateAction<
  ContractRenderInput,
  ContractRenderOutput,
  'v2'
> {
  return createTemplateAction({
    id: 'data-mesh:contract:render',
    description:
      'Writes the data contract of an output port (ODCS v3.1.0) into the workspace',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        path: z =>
          z
            .string()
            .regex(/\.ya?ml$/, 'must end in .yaml')
            .describe(
              'Where to write it in the workspace, for example contracts/orders.odcs.yaml',
            ),
        contract: contractSchema,
      },
      output: {
        path: z => z.string().describe('Where it was written'),
        contractId: z => z.string().describe('The id of the contract'),
      },
    },
    async handler(ctx) {
      // The scaffolder checks inputs by JSON schema, which cannot say what our schema says across fields.
      const result = contractSchema(zod).safeParse(ctx.input.contract);
      if (!result.success) {
        const problems = result.error.issues.map(
          issue => `${['contract', ...issue.path].join('.')}: ${issue.message}`,
        );
        throw new InputError(
          `The contract cannot be written: ${problems.join('; ')}`,
        );
      }
      const target = resolveSafeChildPath(ctx.workspacePath, ctx.input.path);
      await fs.outputFile(target, renderContract(result.data));
      ctx.logger.info(
        `Wrote the contract of ${result.data.object.name} with ${result.data.columns.length} columns to ${ctx.input.path}`,
      );
      ctx.output('path', ctx.input.path);
      ctx.output('contractId', result.data.id);
    },
  });
}
