import { counted, formatNumber } from '#lib/format/number.ts'
import type { UploadState } from './use-upload.ts'

interface UploadWords {
  readonly tone: 'ok' | 'note' | 'warn' | 'bad'
  readonly title: string
}

type Known = Pick<UploadState, 'phase' | 'counts' | 'trouble' | 'fileError' | 'fileBytes'>

/** The state of an upload. Nothing is called sent beside something that was not. */
export function describeUpload({ phase, counts, trouble, fileError }: Known): UploadWords {
  const { sent, failed } = counts
  switch (phase) {
    case 'sending':
      return { tone: 'note', title: 'Sending…' }
    case 'paused':
      return trouble === null ? { tone: 'note', title: 'Paused.' } : { tone: 'bad', title: 'Paused after an error.' }
    case 'stopped':
      return { tone: fileError === null ? 'warn' : 'bad', title: `Stopped after ${counted(sent, 'message')}.` }
    case 'done':
      if (failed === 0 && sent === 0) return { tone: 'warn', title: 'The file has no messages.' }
      if (failed === 0) return { tone: 'ok', title: `${counted(sent, 'message')} sent.` }
      if (sent === 0) return { tone: 'bad', title: `None of ${counted(failed, 'message')} was sent.` }
      return {
        tone: 'warn',
        title: `${formatNumber(sent)} of ${counted(sent + failed, 'message')} sent, ${formatNumber(failed)} not.`,
      }
    default:
      return phase satisfies never
  }
}

/** In per cent, and all of it only once the last line has its result. */
export function shareDone({ phase, counts, fileBytes }: Known): number {
  if (phase === 'done') return 100
  return fileBytes === 0 ? 0 : Math.min(99, Math.floor((counts.bytes / fileBytes) * 100))
}

/** events.ndjson: events.failed.ndjson */
export function failedFileName(name: string): string {
  const dot = name.lastIndexOf('.')
  return dot > 0 ? `${name.slice(0, dot)}.failed${name.slice(dot)}` : `${name}.failed.ndjson`
}
