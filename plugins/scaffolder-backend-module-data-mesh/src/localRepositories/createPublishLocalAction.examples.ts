import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description:
      'Publish the workspace as a local repository and wait for its entity',
    example: stringify({
      steps: [
        {
          id: 'publish',
          name: 'Publish',
          action: 'data-mesh:publish:local',
          input: { name: 'inventory' },
        },
      ],
    }),
  },
  {
    description: 'Publish one folder of the workspace and wait longer',
    example: stringify({
      steps: [
        {
          id: 'publish',
          name: 'Publish',
          action: 'data-mesh:publish:local',
          input: {
            name: 'inventory',
            sourcePath: 'product',
            defaultBranch: 'trunk',
            commitMessage: 'Start the inventory product',
            waitSeconds: 120,
          },
        },
      ],
    }),
  },
];
