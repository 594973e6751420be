import { basename } from 'node:path'

/** With the names of these files alone: where they lie on this machine is nobody's business but its own. */
export function withoutFolders(text: string, paths: Iterable<string>): string {
  const longestFirst = [...paths].sort((a, b) => b.length - a.length)
  return longestFirst.reduce((rest, path) => rest.replaceAll(path, basename(path)), text)
}
