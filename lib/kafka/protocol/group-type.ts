import type { Reader } from '#lib/bytes/reader.ts'

const groupTypes = ['classic', 'consumer', 'share', 'streams'] as const

/** Which protocol a group's members speak with its coordinator: it decides how the group is described. */
export type GroupType = (typeof groupTypes)[number]

/** null: a type that is newer than we know. */
export function readGroupType(reader: Reader): GroupType | null {
  const name = reader.string().toLowerCase()
  return groupTypes.find((type) => type === name) ?? null
}
