import { parseAsString, parseAsStringLiteral } from 'nuqs'

export const configSearchParams = {
  q: parseAsString.withDefault(''),
  shown: parseAsStringLiteral(['all', 'changed'] as const).withDefault('all'),
}
