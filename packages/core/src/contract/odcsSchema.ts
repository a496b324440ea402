import {
  text,
  number,
  stableId,
  anything,
  scalar,
  listOf,
  texts,
  ref,
  closed,
  Schema,
  OdcsSchemaVersion,
} from './schemaWords';
import { elementFields, propertySchema } from './propertySchema';
import { qualitySchema } from './qualitySchema';
import { serverSchema } from './serverSchema';

function relationshipFields(version: OdcsSchemaVersion) {
  const name = '[A-Za-z_][A-Za-z0-9_]*';
  const short =
    version === 'v3.2.0' ? `^${name}(\\.${name})+$` : `^${name}\\.${name}$`;
  const step = `${name}/[A-Za-z0-9_-]+`;
  const full = `^(?:(?:https?://)?[A-Za-z0-9._\\-/]+\\.yaml#)?/?${step}(?:/${step})*$`;
  const target = {
    type: 'string',
    anyOf: [{ pattern: short }, { pattern: full }],
  };
  const end = {
    anyOf: [target, { type: 'array', items: target, minItems: 1 }],
  };
  return {
    type: { type: 'string', enum: ['foreignKey'] },
    from: end,
    to: end,
    customProperties: ref('CustomProperties'),
  };
}

function definitions(version: OdcsSchemaVersion): Record<string, Schema> {
  const relationship = relationshipFields(version);
  const ends = (type: string) => ({
    properties: { from: { type }, to: { type } },
  });
  const properties = ref('CustomProperties');
  const sources = ref('AuthoritativeDefinitions');
  const note = {
    authoritativeDefinitions: sources,
    tags: texts,
    customProperties: properties,
  };
  const day = { type: 'string', format: 'date' };
  return {
    CustomProperties: listOf(
      closed({
        id: stableId,
        'property*': text,
        'value*': anything,
        description: text,
      }),
    ),
    AuthoritativeDefinitions: listOf(
      closed({ id: stableId, 'url*': text, 'type*': text, description: text }),
    ),
    Role: closed({
      id: stableId,
      'role*': text,
      description: text,
      access: text,
      firstLevelApprovers: text,
      secondLevelApprovers: text,
      customProperties: properties,
    }),
    TeamMember: closed({
      id: stableId,
      'username*': text,
      name: text,
      description: text,
      role: text,
      dateIn: day,
      dateOut: day,
      replacedByUsername: text,
      ...note,
    }),
    Team: closed({
      id: stableId,
      name: text,
      description: text,
      members: listOf(ref('TeamMember')),
      ...note,
    }),
    Server: serverSchema(version),
    Quality: qualitySchema(),
    Property: propertySchema(version, true),
    Item: propertySchema(version, false),
    ObjectRelationship: closed(
      { ...relationship, 'from*': relationship.from, 'to*': relationship.to },
      { anyOf: [ends('string'), ends('array')] },
    ),
    PropertyRelationship: closed({
      type: relationship.type,
      'to*': relationship.to,
      customProperties: properties,
    }),
    SchemaObject: closed({
      ...elementFields(version),
      'name*': text,
      logicalType: { type: 'string', enum: ['object'] },
      dataGranularityDescription: text,
      properties: listOf(ref('Property')),
      relationships: listOf(ref('ObjectRelationship')),
      ...(version === 'v3.2.0' ? { context: ref('Context') } : {}),
    }),
    ...(version === 'v3.2.0'
      ? {
          Context: {
            if: { type: 'object' },
            then: closed({
              instructions: text,
              verifiedStatements: listOf(
                closed({ id: text, 'question*': text, answer: text, ...note }),
              ),
              constraints: listOf(
                closed({ id: text, 'constraint*': text, ...note }),
              ),
            }),
            else: text,
          },
          EnumValue: closed({
            'value*': scalar,
            label: text,
            id: stableId,
            description: text,
            ...note,
          }),
          Synonyms: listOf(
            closed({
              id: stableId,
              'synonym*': text,
              description: text,
              locale: text,
              source: text,
              status: text,
              customProperties: properties,
            }),
          ),
        }
      : {}),
  };
}

/**
 * Our JSON Schema (draft 2019-09) of an ODCS document, written from the facts of the standard. Documents of v3.0.x are judged
 * by v3.1.0, which accepts all of v3.0 that its own examples use. @internal
 */
export function odcsSchema(version: OdcsSchemaVersion): object {
  const sources = ref('AuthoritativeDefinitions');
  const properties = ref('CustomProperties');
  const versions = ['v3.0.0', 'v3.0.1', 'v3.0.2', 'v3.1.0'];
  return {
    $schema: 'https://json-schema.org/draft/2019-09/schema',
    ...(closed({
      'version*': text,
      'kind*': { type: 'string', enum: ['DataContract'] },
      'apiVersion*': {
        type: 'string',
        enum: version === 'v3.2.0' ? [...versions, version] : versions,
      },
      'id*': text,
      name: text,
      tenant: text,
      tags: texts,
      [version === 'v3.2.0' ? 'status' : 'status*']: text,
      servers: listOf(ref('Server')),
      dataProduct: text,
      description: {
        type: 'object',
        properties: {
          usage: text,
          purpose: text,
          limitations: text,
          authoritativeDefinitions: sources,
          customProperties: properties,
        },
      },
      domain: text,
      schema: listOf(ref('SchemaObject')),
      support: listOf(
        closed({
          id: stableId,
          'channel*': text,
          url: text,
          description: text,
          tool: text,
          scope: text,
          invitationUrl: text,
          customProperties: properties,
        }),
      ),
      price: closed({
        id: stableId,
        priceAmount: number,
        priceCurrency: text,
        priceUnit: text,
      }),
      team: {
        if: { type: 'array' },
        then: listOf(ref('TeamMember')),
        else: ref('Team'),
      },
      roles: listOf(ref('Role')),
      slaDefaultElement: text,
      slaProperties: listOf(
        closed({
          id: stableId,
          'property*': text,
          'value*': scalar,
          valueExt: scalar,
          unit: text,
          element: text,
          driver: text,
          description: text,
          scheduler: text,
          schedule: text,
        }),
      ),
      authoritativeDefinitions: sources,
      customProperties: properties,
      contractCreatedTs: { type: 'string', format: 'date-time' },
      ...(version === 'v3.2.0' ? { context: ref('Context') } : {}),
    }) as object),
    $defs: definitions(version),
  };
}
