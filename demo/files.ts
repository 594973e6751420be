import { readFileSync, renameSync, writeFileSync } from 'node:fs'

/** Writes all of it or nothing: a run that is killed meanwhile leaves the file of before. */
export function writeWhole(file: string, text: string): void {
  writeFileSync(`${file}.new`, text)
  renameSync(`${file}.new`, file)
}

/** A list of numbers from a file of ours; null where there is none that can be read. */
export function readNumbers(file: string): number[] | null {
  try {
    const numbers: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return Array.isArray(numbers) && numbers.every(Number.isInteger) ? numbers : null
  } catch {
    return null
  }
}
