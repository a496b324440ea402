import { createMockDirectory } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import fs from 'fs-extra';
import { parse } from 'yaml';
import { odcsErrors } from '../__testUtils__/shippedTemplate';
import { createContractRenderAction } from './createContractRenderAction';
import { examples } from './createContractRenderAction.examples';

const action = createContractRenderAction();
type Context = Parameters<typeof action.handler>[0];

describe('data-mesh:contract:render', () => {
  const workspace = createMockDirectory();
  const run = async (input: unknown) => {
    const context = createMockActionContext({
      workspacePath: workspace.path,
      input: input as Context['input'],
    }) as unknown as Context;
    await action.handler(context);
    return context;
  };
  const [table] = examples.map(
    example => parse(example.example).steps[0].input,
  );

  beforeEach(() => workspace.clear());

  it.each(examples)(
    'does what the example says: $description',
    async ({ example }) => {
      const { input } = parse(example).steps[0];
      const { output } = await run(input);
      const text = await fs.readFile(workspace.resolve(input.path), 'utf8');
      expect(parse(text)).toMatchObject({
        apiVersion: 'v3.1.0',
        id: input.contract.id,
      });
      expect(output).toHaveBeenCalledWith('contractId', input.contract.id);
      expect(await odcsErrors(parse(text))).toEqual([]);
    },
  );

  it.each<[string, object, RegExp]>([
    [
      'a column twice',
      { columns: [table.contract.columns[0], table.contract.columns[0]] },
      /contract\.columns\.1\.name: column "site" is listed twice/,
    ],
    [
      'a server without its account',
      { server: { type: 'snowflake', database: 'wh', schema: 'i' } },
      /contract\.server\.account: a snowflake server needs "account"/,
    ],
    [
      'a version that is none',
      { version: 'one' },
      /contract\.version: must be a version such as 1\.0\.0/,
    ],
  ])('refuses %s', async (_name, change, message) => {
    await expect(
      run({ ...table, contract: { ...table.contract, ...change } }),
    ).rejects.toThrow(message);
    expect(await fs.readdir(workspace.path)).toEqual([]);
  });

  it('does not write outside the workspace', async () => {
    await expect(run({ ...table, path: '../outside.yaml' })).rejects.toThrow(
      /Relative path is not allowed/,
    );
  });
});
