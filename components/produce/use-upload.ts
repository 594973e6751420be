import { useEffect, useRef, useState } from 'react'
import { useSendRecords } from '#lib/client/use-produce.ts'
import { type ProduceForm, type ReadForm, toRequest } from './produce-form.ts'
import { runUpload, UploadControl, type UploadTrouble } from './run-upload.ts'
import { lineReader } from './upload-reader.ts'
import { NO_COUNTS, type UploadCounts } from './upload-tally.ts'

export interface UploadState {
  readonly phase: 'sending' | 'paused' | 'stopped' | 'done'
  readonly topic: string
  readonly fileName: string
  readonly fileBytes: number
  readonly counts: UploadCounts
  readonly trouble: UploadTrouble | null
  /** Why the rest of the file could not be read. */
  readonly fileError: string | null
}

export type Upload = ReturnType<typeof useUpload>
export type StartedUpload = Upload & { readonly state: UploadState }

/** Read and checked in a few milliseconds, between which the page draws. */
const CHUNK_BYTES = 128 * 1024
/** Often enough to be seen moving. */
const DRAW_EVERY_MS = 100

/** Sends a file; it ends when the form is left. */
export function useUpload(cluster: string) {
  const { send, refresh } = useSendRecords(cluster)
  const [state, setState] = useState<UploadState | null>(null)
  const control = useRef<UploadControl | null>(null)
  const change = (part: Partial<UploadState>) => setState((before) => before && { ...before, ...part })
  const advance = (counts: UploadCounts) =>
    setState((before) => (before && before.counts.lines < counts.lines ? { ...before, counts } : before))
  const isRunning = state?.phase === 'sending' || state?.phase === 'paused'
  useEffect(() => () => control.current?.stop(), [])
  useWarningBeforeLeaving(isRunning)

  /** Whether all of the file was sent. */
  const start = async (form: ProduceForm, read: ReadForm): Promise<boolean> => {
    const { file, topic } = form
    if (!file || isRunning) return false
    const running = new UploadControl()
    control.current = running
    const about = { topic, fileName: file.name, fileBytes: file.size }
    setState({ ...about, phase: 'sending', counts: NO_COUNTS, trouble: null, fileError: null })
    try {
      const counts = await runUpload({
        chunks: chunksOf(file),
        read: lineReader(form, read.placement),
        send: (batch) =>
          send({
            topic,
            request: toRequest(
              form,
              batch.map(({ record }) => record),
            ),
          }),
        control: running,
        onCounts: seldom((known) => control.current === running && advance(known)),
        onTrouble: (trouble, counts) => change({ phase: 'paused', trouble, counts }),
        breathe: () => new Promise((resolve) => setTimeout(resolve)),
      })
      change({ counts, phase: running.isStopped ? 'stopped' : 'done' })
      return !running.isStopped && counts.failed === 0
    } catch (error) {
      // Requests that fail pause it, so this is the file.
      change({ phase: 'stopped', fileError: error instanceof Error ? error.message : String(error) })
      return false
    } finally {
      refresh()
    }
  }
  const pause = () => {
    control.current?.pause()
    change({ phase: 'paused' })
  }
  const resume = () => {
    change({ phase: 'sending', trouble: null })
    control.current?.resume()
  }
  const stop = () => control.current?.stop()
  const clear = () => setState(null)
  return { state, isRunning, start, pause, resume, stop, clear }
}

/** Pieces of a file; the rest stays on the disk. */
async function* chunksOf(file: File): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.size; at += CHUNK_BYTES) {
    yield new Uint8Array(await file.slice(at, at + CHUNK_BYTES).arrayBuffer())
  }
}

/** Drawing each of thousands of changes would take longer than sending. */
function seldom(draw: (counts: UploadCounts) => void): (counts: UploadCounts) => void {
  let latest: UploadCounts | null = null
  return (counts) => {
    if (latest === null) {
      setTimeout(() => {
        if (latest) draw(latest)
        latest = null
      }, DRAW_EVERY_MS)
    }
    latest = counts
  }
}

function useWarningBeforeLeaving(isRunning: boolean): void {
  useEffect(() => {
    if (!isRunning) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isRunning])
}
