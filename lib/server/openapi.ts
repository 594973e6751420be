import { z } from 'zod'
import { errorReplySchema } from '#lib/contract/common.ts'
import type { RouteDefinition } from '#lib/contract/route-definition.ts'
import { routes } from '#lib/contract/routes.ts'

/** The contract as OpenAPI 3.1, generated from the schemas that parse every request. */
export function describeApi(): { openapi: string } & Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const definition of routes) {
    const path = `/api${definition.path.replace(/:(\w+)/g, '{$1}')}`
    paths[path] = { ...paths[path], [definition.method.toLowerCase()]: describeRoute(definition) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Highwater', version: '0.1.0', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: { schemas: { Error: toJsonSchema(errorReplySchema, 'output') } },
  }
}

function describeRoute({ summary, params, query, body, reply }: RouteDefinition): Record<string, unknown> {
  return {
    summary,
    parameters: [...describeParameters(params, 'path'), ...describeParameters(query, 'query')],
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: toJsonSchema(body, 'input') } } },
    }),
    responses: {
      [reply.status]: {
        description: 'As asked',
        content: { [reply.type]: { schema: toJsonSchema(reply.schema, 'output') } },
      },
      default: {
        description: 'An error, with its code and what to do',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  }
}

function describeParameters(schema: z.ZodType, place: 'path' | 'query') {
  const { properties = {}, required = [] } = toJsonSchema(schema, 'input')
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }))
}

function toJsonSchema(schema: z.ZodType, io: 'input' | 'output') {
  const { $schema, ...jsonSchema } = z.toJSONSchema(schema, { io })
  return jsonSchema
}
