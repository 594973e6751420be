'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { ApiError, toApiError } from './api-error.ts'

export interface ExportState {
  readonly phase: 'idle' | 'writing' | 'done' | 'failed'
  readonly bytes: number
  readonly error: unknown
}

const idle: ExportState = { phase: 'idle', bytes: 0, error: null }
const REPORTED_EVERY_MS = 200

interface FilePicker {
  showSaveFilePicker(options: { suggestedName: string }): Promise<FileSystemFileHandle>
}

/** Only some browsers let a page write to a file, and only on https and localhost. */
function hasFilePicker(target: object): target is FilePicker {
  return 'showSaveFilePicker' in target
}

/**
 * Saves the response of a URL. Where the browser allows it, directly into a file with progress and a way to cancel;
 * elsewhere as a download of the browser's own, which has both.
 */
export function useExport() {
  const [state, setState] = useState(idle)
  const leaving = useRef<AbortController>(null)
  const cancel = useCallback(() => leaving.current?.abort(), [])
  useEffect(() => cancel, [cancel])

  const save = async (path: string, fileName: string) => {
    if (!hasFilePicker(window)) return follow(path, fileName)
    const handle = await window.showSaveFilePicker({ suggestedName: fileName }).catch(() => null)
    // The user closed the file picker.
    if (!handle) return
    const controller = new AbortController()
    leaving.current = controller
    setState({ ...idle, phase: 'writing' })
    try {
      const bytes = await write(path, handle, controller.signal, (soFar) =>
        setState({ phase: 'writing', bytes: soFar, error: null }),
      )
      setState({ phase: 'done', bytes, error: null })
    } catch (error) {
      setState(controller.signal.aborted ? idle : { phase: 'failed', bytes: 0, error })
      // If the file cannot be written, the response is not needed.
      controller.abort()
    }
  }
  return { ...state, save, cancel, dismiss: () => setState(idle) }
}

function follow(path: string, fileName: string): void {
  const link = document.createElement('a')
  link.href = path
  link.download = fileName
  link.click()
}

/** The file appears only when it is complete: an export that failed leaves no file that looks complete. */
async function write(
  path: string,
  handle: FileSystemFileHandle,
  signal: AbortSignal,
  report: (bytes: number) => void,
): Promise<number> {
  const response = await fetch(path, { signal }).catch(() => {
    throw new ApiError('no-server', 0, 'The dashboard does not answer. It may have been stopped.')
  })
  if (!response.ok) throw await toApiError(response)
  const file = await handle.createWritable()
  let bytes = 0
  let reportedAtMs = 0
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      bytes += chunk.byteLength
      controller.enqueue(chunk)
      if (performance.now() - reportedAtMs < REPORTED_EVERY_MS) return
      reportedAtMs = performance.now()
      report(bytes)
    },
  })
  // On failure, and when the page is left, the partial file is discarded.
  await response.body?.pipeThrough(counter).pipeTo(file, { signal })
  return bytes
}
