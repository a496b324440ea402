import {
  text,
  number,
  stableId,
  anything,
  texts,
  ref,
  closed,
  forbid,
  Schema,
} from './schemaWords';

/** The comparison operators of a quality rule. @internal */
export const ODCS_OPERATORS = [
  'mustBe',
  'mustNotBe',
  'mustBeGreaterThan',
  'mustBeGreaterOrEqualTo',
  'mustBeLessThan',
  'mustBeLessOrEqualTo',
  'mustBeBetween',
  'mustNotBeBetween',
] as const;

const pair = {
  type: 'array',
  items: number,
  minItems: 2,
  maxItems: 2,
  uniqueItems: true,
};

function operatorSchema(operator: string): Schema {
  if (operator === 'mustBe' || operator === 'mustNotBe') {
    return anything;
  }
  return operator.endsWith('Between') ? pair : number;
}

/** A quality rule. @internal */
export function qualitySchema(): Schema {
  const isLibrary = {
    anyOf: [
      { properties: { type: { const: 'library' } }, required: ['type'] },
      { properties: { metric: text }, required: ['metric'] },
    ],
  };
  const isType = (type: string) => ({
    properties: { type: { const: type } },
    required: ['type'],
  });
  return closed(
    {
      id: stableId,
      authoritativeDefinitions: ref('AuthoritativeDefinitions'),
      businessImpact: text,
      customProperties: ref('CustomProperties'),
      description: text,
      dimension: {
        type: 'string',
        enum: [
          'accuracy',
          'completeness',
          'conformity',
          'consistency',
          'coverage',
          'timeliness',
          'uniqueness',
        ],
      },
      method: text,
      name: text,
      schedule: text,
      scheduler: text,
      severity: text,
      tags: texts,
      type: { type: 'string', enum: ['text', 'library', 'sql', 'custom'] },
      unit: text,
      metric: {
        type: 'string',
        enum: [
          'nullValues',
          'missingValues',
          'invalidValues',
          'duplicateValues',
          'rowCount',
        ],
      },
      rule: text,
      arguments: { type: 'object' },
      query: text,
      engine: text,
      implementation: { type: ['string', 'object'] },
      ...Object.fromEntries(
        ODCS_OPERATORS.map(operator => [operator, operatorSchema(operator)]),
      ),
    },
    {
      allOf: [
        {
          if: isLibrary,
          then: { required: ['metric'] },
          else: forbid(['rule', 'arguments']),
        },
        {
          if: isType('sql'),
          then: { required: ['query'] },
          else: forbid(['query']),
        },
        {
          if: isType('custom'),
          then: { required: ['engine', 'implementation'] },
          else: forbid(['engine', 'implementation']),
        },
        {
          if: { anyOf: [isLibrary, isType('sql')] },
          then: { oneOf: ODCS_OPERATORS.map(name => ({ required: [name] })) },
          else: forbid([...ODCS_OPERATORS]),
        },
      ],
    },
  );
}
