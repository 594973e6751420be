import { isUtf8 } from 'node:buffer'
import { dirname } from 'node:path'
import type { ClientSettings, Material } from './client-settings.ts'
import { attempt, type Field, type Given, type Problems, unreadable } from './field.ts'
import { FieldReader } from './field-reader.ts'
import { nearestName } from './nearest-name.ts'
import { readPropertiesFile } from './properties-file.ts'
import type { SourceFiles } from './source-files.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** What the fields of one cluster refer to, and where problems are reported. */
export interface Sources {
  readonly environment: Environment
  readonly files: SourceFiles
  /** The folder of relative paths. */
  readonly folder: string
  /** The folder from which the dashboard was started. */
  readonly calledFrom: string
  readonly problems: Problems
}

const PLACES = ['env', 'file'] as const

/** A secret: inline, `{env: NAME}` or `{file: PATH}`. */
export function readSecret(field: Field | undefined, sources: Sources): Given<string> | undefined {
  if (!field) return undefined
  const { problems, environment, files, folder } = sources
  if (field.kind === 'text') return { value: field.text, at: field.at }
  if (field.kind !== 'map') {
    problems.add(field.at, 'write the secret itself, {env: NAME} or {file: PATH}.')
    return unreadable('', field.at)
  }
  // In braces by mistake, the secret itself would be a name, and names are reported.
  const stranger = [...field.entries.keys()].find((name) => nearestName(name, PLACES) === null)
  if (stranger !== undefined) {
    problems.add(field.at, 'write {env: NAME}, {file: PATH}, or the secret itself: in quotes where it has braces.')
    return unreadable('', field.at)
  }
  const reader = new FieldReader(field, PLACES, problems)
  const [variable, file] = [reader.text('env'), reader.text('file')]
  if (!variable === !file) {
    problems.add(
      field.at,
      file ? 'it is given twice; keep the variable or the file.' : 'write {env: NAME} or {file: PATH}.',
    )
    return unreadable('', field.at)
  }
  if (variable) {
    const value = environment[variable.value]
    if (value !== undefined) return { value, at: variable.at }
    problems.add(variable.at, `the environment variable ${variable.value} is not set.`)
    return unreadable('', field.at)
  }
  if (!file) return unreadable('', field.at)
  const text = attempt(file.at, problems, () => files.read(files.find(file.value, [folder])).toString('utf8'))
  // Editors end the last line with a line break, which is not part of the secret.
  return text === undefined ? unreadable('', file.at) : { value: text.replace(/\r?\n$/, ''), at: file.at }
}

/** A client's own properties file, and the files it refers to. */
export function readProperties(given: Given<string>, sources: Sources): ClientSettings {
  const { files, folder, calledFrom, problems } = sources
  const path = files.find(given.value, [folder])
  const text = attempt(given.at, problems, () => readText(files.read(path)))
  if (text === undefined) return {}
  const settings = readPropertiesFile({ path, name: given.value, text }, problems)
  // kcat resolves paths against its working directory. In a Java file the file's own folder is more often meant.
  const own = dirname(path)
  const folders = settings.files?.java ? [own, calledFrom] : [calledFrom, own]
  return withPaths(settings, (file) => files.find(file, folders))
}

/** Java reads its files as Latin-1, so some are in it; valid UTF-8 is hardly ever anything else. */
function readText(bytes: Buffer): string {
  return bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1')
}

function withPaths(settings: ClientSettings, find: (file: string) => string): ClientSettings {
  const resolve = (given: Given<Material> | undefined): Given<Material> | undefined =>
    given && 'file' in given.value ? { ...given, value: { file: find(given.value.file) } } : given
  return {
    ...settings,
    trust: resolve(settings.trust),
    cert: resolve(settings.cert),
    key: resolve(settings.key),
    keystore: resolve(settings.keystore),
  }
}
