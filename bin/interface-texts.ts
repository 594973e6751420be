import { globSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Node } from 'typescript/unstable/ast'
import {
  isExportDeclaration,
  isImportDeclaration,
  isJsxAttribute,
  isJsxText,
  isLiteralTypeNode,
  isNoSubstitutionTemplateLiteral,
  isStringLiteral,
  isTemplateHead,
  isTemplateMiddle,
  isTemplateTail,
} from 'typescript/unstable/ast/is'
import { API } from 'typescript/unstable/sync'

export interface InterfaceText {
  readonly path: string
  readonly line: number
  readonly text: string
}

const NO_SOURCE = /\.test\.|\.d\.ts$|\/(?:testing|fixtures)\//

/** What is compared, styled or imported is no text that people read. */
const UNREAD_ATTRIBUTES = new Set(['className', 'id', 'type', 'key', 'role', 'd', 'viewBox', 'autoComplete', 'href'])
const MACHINE_WORD = /^[\w./:@#*?&=-]*$/

/** The texts in the source below some folders: string literals, the parts of templates, and what stands in JSX. */
export function interfaceTexts(folders: readonly string[]): InterfaceText[] {
  const paths = folders.flatMap((folder) =>
    globSync(`${folder}/**/*.{ts,tsx,mjs}`)
      .filter((path) => !NO_SOURCE.test(path))
      .sort(),
  )
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'highwater-texts-')))
  const api = new API({ cwd: folder })
  try {
    const configuration = join(folder, 'tsconfig.json')
    writeFileSync(configuration, JSON.stringify(parsedOnly(paths)))
    const [project] = api.updateSnapshot({ openProjects: [configuration] }).getProjects()
    return paths.flatMap((path) => {
      const file = project?.program.getSourceFile(resolve(path))
      if (!file) throw new Error(`${path} could not be parsed`)
      const lineOf = lineFinder(file.text)
      return textsIn(file).map(({ node, text }) => ({ path, line: lineOf(node.end - text.trimStart().length), text }))
    })
  } finally {
    api.close()
    rmSync(folder, { recursive: true })
  }
}

/** Without its libraries and imports a project is parsed in moments. */
function parsedOnly(paths: readonly string[]) {
  const files = paths.map((path) => resolve(path))
  return { compilerOptions: { noLib: true, noResolve: true, types: [], allowJs: true, jsx: 'preserve' }, files }
}

interface TextNode {
  readonly node: Node
  readonly text: string
}

function textsIn(node: Node): TextNode[] {
  if (isImportDeclaration(node) || isExportDeclaration(node) || isLiteralTypeNode(node)) return []
  if (isJsxAttribute(node) && UNREAD_ATTRIBUTES.has(node.name.getText())) return []
  if (isJsxText(node)) return [{ node, text: node.text }]
  const isText =
    isStringLiteral(node) ||
    isNoSubstitutionTemplateLiteral(node) ||
    isTemplateHead(node) ||
    isTemplateMiddle(node) ||
    isTemplateTail(node)
  if (isText) return MACHINE_WORD.test(node.text) && /^[^A-Z]/.test(node.text) ? [] : [{ node, text: node.text }]
  const found: TextNode[] = []
  node.forEachChild((child) => {
    found.push(...textsIn(child))
  })
  return found
}

function lineFinder(source: string): (position: number) => number {
  const starts = [0, ...[...source.matchAll(/\n/g)].map(({ index }) => index + 1)]
  return (position) => starts.findLastIndex((start) => start <= position) + 1
}
