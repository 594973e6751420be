import type { GroupMember } from '#lib/contract/groups.ts'
import { visibleText } from './visible-text.ts'

/** Java brokers write a slash before it. */
export function memberHost(host: string): string {
  return visibleText(host.replace(/^\//, ''))
}

/** The name by which its operators know it. */
export function memberName({ id, clientId, instanceId }: Pick<GroupMember, 'id' | 'clientId' | 'instanceId'>): string {
  return visibleText(instanceId || clientId || id)
}
