/** The item of a request that takes one where its later versions take many: to split them is up to the one who asks. */
export function onlyOne<T>(items: readonly T[]): T {
  const [item] = items
  if (item === undefined || items.length > 1) throw new RangeError(`one item can be asked for, not ${items.length}`)
  return item
}
