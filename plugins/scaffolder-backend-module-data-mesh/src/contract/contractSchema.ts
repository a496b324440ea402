import type { z as Zod } from 'zod/v3';
import { FREQUENCIES, LOGICAL_TYPES, SERVER_FIELDS } from './types';

type Z = typeof Zod;

/** The action's description of a contract. Kept beside the form's own rules, since tasks are also started without the form. */
export function contractSchema(z: Z) {
  return z
    .object({
      id: z.string().min(1).describe('Identity of the contract, any URN'),
      name: z.string().min(1).describe('What people call the contract'),
      version: z
        .string()
        .regex(/^\d+\.\d+\.\d+$/, 'must be a version such as 1.0.0')
        .describe('Semantic version of the interface, for example 1.0.0'),
      status: z
        .enum(['proposed', 'draft', 'active'])
        .optional()
        .describe('Status of the contract, draft if not set'),
      domain: z.string().optional().describe('Name of the domain'),
      purpose: z.string().optional().describe('What the data is for'),
      limitations: z
        .string()
        .optional()
        .describe('What the data must not be used for'),
      server: z
        .object({
          type: z
            .enum(keysOf(SERVER_FIELDS))
            .describe('Kind of server, as ODCS names it'),
          account: z.string().optional().describe('snowflake'),
          catalog: z.string().optional().describe('databricks'),
          database: z
            .string()
            .optional()
            .describe('postgres, redshift, snowflake, sqlserver'),
          dataset: z.string().optional().describe('bigquery'),
          host: z
            .string()
            .optional()
            .describe('databricks, kafka, postgres, redshift, sqlserver'),
          location: z.string().optional().describe('api, s3: an address'),
          port: z.number().int().optional().describe('postgres'),
          project: z.string().optional().describe('bigquery'),
          region: z.string().optional().describe('redshift'),
          schema: z
            .string()
            .optional()
            .describe('databricks, postgres, redshift, snowflake, sqlserver'),
        })
        .superRefine((server, context) => {
          for (const field of SERVER_FIELDS[server.type]) {
            if (server[field] === undefined || server[field] === '') {
              context.addIssue({
                code: 'custom',
                path: [field],
                message: `a ${server.type} server needs "${field}"`,
              });
            }
          }
        })
        .describe('Where the data is in production'),
      object: z
        .object({
          name: z
            .string()
            .min(1)
            .describe('Name of the table, view, topic or file'),
          type: z
            .string()
            .optional()
            .describe('table, view, topic, file or api'),
          description: z.string().optional().describe('What one row is'),
        })
        .describe('What the port serves'),
      columns: z
        .array(
          z.object({
            name: z
              .string()
              .regex(
                /^[A-Za-z_][A-Za-z0-9_]{0,127}$/,
                'must start with a letter or _ and hold letters, digits and _ only',
              )
              .describe('Name of the column'),
            logicalType: z.enum(LOGICAL_TYPES).describe('Logical type of ODCS'),
            description: z
              .string()
              .optional()
              .describe('What the column means'),
            required: z.boolean().optional().describe('Never empty'),
            unique: z.boolean().optional().describe('No value twice'),
            key: z.boolean().optional().describe('Part of the primary key'),
            critical: z
              .boolean()
              .optional()
              .describe('A critical data element'),
          }),
        )
        .min(1)
        .superRefine((columns, context) => {
          const seen = new Set<string>();
          for (const [index, { name }] of columns.entries()) {
            const folded = name.toLocaleLowerCase('en-US');
            if (seen.has(folded)) {
              context.addIssue({
                code: 'custom',
                path: [index, 'name'],
                message: `column "${name}" is listed twice`,
              });
            }
            seen.add(folded);
          }
        })
        .describe('The columns, in order'),
      promises: z
        .object({
          frequency: z.enum(keysOf(FREQUENCIES)).optional(),
          latencyHours: z
            .number()
            .positive()
            .optional()
            .describe('Hours after the end of an interval'),
          target: z
            .number()
            .gt(0)
            .max(100)
            .optional()
            .describe('Percent of deliveries that are in time'),
          retentionDays: z.number().int().positive().optional(),
          unique: z.boolean().optional().describe('Keys are unique'),
          complete: z
            .boolean()
            .optional()
            .describe('Required and critical columns are always filled'),
          notEmpty: z
            .boolean()
            .optional()
            .describe('The data set is never empty'),
        })
        .optional()
        .describe('What the team promises'),
      classification: z
        .string()
        .optional()
        .describe('Classification of every column, for example internal'),
      approver: z
        .string()
        .optional()
        .describe('Entity reference of who approves access'),
      support: z
        .object({
          channel: z.string().min(1),
          url: z.string().optional(),
          tool: z.string().optional(),
          respondsWithin: z
            .string()
            .regex(/^P(?!$)(\d+[WD])?(T\d+H)?$/, 'must be like P2D or PT4H')
            .optional()
            .describe('ISO 8601 duration in business days or hours'),
        })
        .optional()
        .describe('Where consumers get help'),
      team: z
        .object({
          name: z.string().optional(),
          members: z
            .array(
              z.object({
                username: z.string().min(1),
                role: z.string().optional(),
              }),
            )
            .optional(),
        })
        .optional(),
    })
    .describe('What the contract says');
}

function keysOf<T extends object>(value: T) {
  return Object.keys(value) as [keyof T & string, ...(keyof T & string)[]];
}
