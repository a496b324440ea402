import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Write the contract of a table in Snowflake',
    example: stringify({
      steps: [
        {
          id: 'contract',
          name: 'Write the contract',
          action: 'data-mesh:contract:render',
          input: {
            path: 'contracts/stock-levels.odcs.yaml',
            contract: {
              id: 'urn:data-contract:inventory:stock-levels',
              name: 'Stock levels',
              version: '1.0.0',
              status: 'active',
              domain: 'supply-chain',
              purpose: 'One trusted stock figure per site and article.',
              server: {
                type: 'snowflake',
                account: 'acme.eu',
                database: 'wh',
                schema: 'inventory',
              },
              object: { name: 'stock_levels', type: 'table' },
              columns: [
                {
                  name: 'site',
                  logicalType: 'string',
                  description: 'Code of the site',
                  key: true,
                },
                {
                  name: 'article',
                  logicalType: 'string',
                  description: 'Number of the article',
                  key: true,
                },
                {
                  name: 'quantity',
                  logicalType: 'number',
                  description: 'Pieces on hand',
                  required: true,
                  critical: true,
                },
              ],
              promises: {
                frequency: 'hourly',
                latencyHours: 1,
                target: 95,
                unique: true,
                complete: true,
                notEmpty: true,
              },
              support: { channel: '#data-inventory', respondsWithin: 'P2D' },
            },
          },
        },
      ],
    }),
  },
  {
    description: 'Write the contract of an API without promises',
    example: stringify({
      steps: [
        {
          id: 'contract',
          name: 'Write the contract',
          action: 'data-mesh:contract:render',
          input: {
            path: 'contracts/orders.odcs.yaml',
            contract: {
              id: 'urn:data-contract:orders:orders',
              name: 'Orders',
              version: '1.0.0',
              server: { type: 'api', location: 'https://api.example/orders' },
              object: { name: 'orders', type: 'api' },
              columns: [{ name: 'order_id', logicalType: 'string', key: true }],
            },
          },
        },
      ],
    }),
  },
];
