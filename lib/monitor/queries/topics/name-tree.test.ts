import { describe, expect, test } from 'vitest'
import { branchesBelow } from './name-tree.ts'

function below(prefix: string, names: readonly string[]): string[] {
  const sorted = names.toSorted((a, b) => (a < b ? -1 : 1))
  const branches = branchesBelow(prefix, sorted.length, (index) => sorted[index] ?? '')
  return branches.map(({ prefix, isSingle, from, to }) => (isSingle ? prefix : `${prefix}* ${to - from}`))
}

describe('the branches below a prefix', () => {
  test.each<[name: string, prefix: string, names: string[], expected: string[]]>([
    ['no names', '', [], []],
    ['names without separators', '', ['b', 'a'], ['a', 'b']],
    ['a branch for each first part', '', ['eu.a', 'eu.b', 'us.a', 'us.b'], ['eu.* 2', 'us.* 2']],
    ['each separator', '', ['a.x', 'a.y', 'b-x', 'b-y', 'c_x', 'c_y'], ['a.* 2', 'b-* 2', 'c_* 2']],
    ['several separators in one name', 'a.', ['a.b-c', 'a.b-d_e', 'a.b_f'], ['a.b-* 2', 'a.b_f']],
    ['a part that ends with different separators', '', ['a-x', 'a-y', 'a.x', 'a.y'], ['a-* 2', 'a.* 2']],
    ['a branch of one name is that name', '', ['a.b.c', 'd.e'], ['a.b.c', 'd.e']],
    ['a chain of single branches is merged', '', ['a.b.c.x', 'a.b.c.y', 'z'], ['a.b.c.* 2', 'z']],
    ['a merged chain opens', 'a.b.c.', ['a.b.c.x', 'a.b.c.y', 'z'], ['a.b.c.x', 'a.b.c.y']],
    ['parts are merged only whole', '', ['a.box', 'a.boy'], ['a.* 2']],
    ['a name that others go on from', '', ['a', 'a.b', 'a.c'], ['a', 'a.* 2']],
    ['a name that others go on from, one level down', 'a.', ['a.b', 'a.b.c', 'a.b.d'], ['a.b', 'a.b.* 2']],
    ['a name that ends with a separator', '', ['a.', 'a.b'], ['a.* 2']],
    ['it is listed below itself', 'a.', ['a.', 'a.b'], ['a.', 'a.b']],
    ['an empty part', '', ['a..b', 'a.c'], ['a.* 2']],
    ['an empty part belongs to the next', 'a.', ['a..b-x', 'a..b-y', 'a.c'], ['a..b-* 2', 'a.c']],
    ['a leading separator', '', ['_schemas', '_x'], ['_schemas', '_x']],
    [
      'two leading separators',
      '',
      ['__consumer_offsets', '__transaction_state'],
      ['__consumer_offsets', '__transaction_state'],
    ],
    ['a branch with leading separators', '', ['__a_b', '__a_c', '_a'], ['__a_* 2', '_a']],
    ['only separators', '', ['_', '__', '._-'], ['._-', '_', '__']],
    ['a prefix that ends within a part', 'ab', ['aa', 'abc.x', 'abc.y', 'ac'], ['abc.* 2']],
    ['a prefix that nothing has', 'b.', ['a.x', 'c.x'], []],
    ['names before and behind the prefix', 'b.', ['a.x', 'b.x', 'b.y', 'b_z', 'c'], ['b.x', 'b.y']],
    ['capital letters differ', '', ['A.x', 'A.y', 'a.x', 'a.y'], ['A.* 2', 'a.* 2']],
  ])('%s', (_name, prefix, names, expected) => {
    expect(below(prefix, names)).toEqual(expected)
  })
})

test('every name is in exactly one branch, at every level', () => {
  const parts = ['a', 'b.c', 'b-c', '_d', 'e__f', '.', 'a.a']
  const names = [...new Set(parts.flatMap((a) => parts.map((b) => `${a}.${b}`)))].sort()
  const leaves: string[] = []
  const walk = (prefix: string) => {
    let next: number | null = null
    for (const branch of branchesBelow(prefix, names.length, (index) => names[index] ?? '')) {
      if (next !== null) expect(branch.from).toBe(next)
      next = branch.to
      if (branch.isSingle) leaves.push(branch.prefix)
      else walk(branch.prefix)
    }
  }
  walk('')
  expect(leaves).toEqual(names)
})

function countReads(prefix: string, names: readonly string[]): { reads: number; branches: number } {
  let reads = 0
  const branches = branchesBelow(prefix, names.length, (index) => {
    reads++
    return names[index] ?? ''
  })
  return { reads, branches: branches.length }
}

test('of 10,000 names only those at the ends of branches are read', () => {
  const names = Array.from({ length: 10_000 }, (_, index) => `team${index % 20}.service${index % 400}.t${index}`).sort()
  const atRoot = countReads('', names)
  expect(atRoot.branches).toBe(20)
  expect(atRoot.reads).toBeLessThan(20 * 20)
  const below = countReads('team7.', names)
  expect(below.branches).toBe(20)
  expect(below.reads).toBeLessThan(20 * 20)
})

test('10,000 names without a common part are each read a few times', () => {
  const names = Array.from({ length: 10_000 }, (_, index) => `t${index}`).sort()
  expect(countReads('', names)).toMatchObject({ branches: 10_000 })
  expect(countReads('', names).reads).toBeLessThan(2 * 10_000)
})
