import { basename } from 'node:path'

/** Replaces paths by file names: the folders of this machine are not shown. */
export function withoutFolders(text: string, paths: Iterable<string>): string {
  const longestFirst = [...paths].sort((a, b) => b.length - a.length)
  return longestFirst.reduce((rest, path) => rest.replaceAll(path, basename(path)), text)
}
