import type { ProduceForm } from './produce-form.ts'
import { guessLines, HEAD_BYTES } from './upload-reader.ts'

/** The change of the form by a file, with what its first line says of all of them. */
export async function chooseFile(file: File, { value, lineKind }: ProduceForm): Promise<Partial<ProduceForm>> {
  // A folder, or a file that is gone, is named once it is sent.
  const head = await file
    .slice(0, HEAD_BYTES)
    .arrayBuffer()
    .catch(() => new ArrayBuffer(0))
  const guess = guessLines(new Uint8Array(head), file.size <= HEAD_BYTES)
  return {
    amount: 'file',
    file,
    lineKind: guess?.lineKind ?? lineKind,
    value: { ...value, format: guess?.format ?? value.format },
  }
}
