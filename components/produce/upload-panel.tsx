import { explainError } from '#components/shared/error-help.ts'
import { saveText } from '#components/shared/save-text.ts'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { formatBytes } from '#lib/format/bytes.ts'
import { counted, formatNumber } from '#lib/format/number.ts'
import type { UploadTrouble } from './run-upload.ts'
import { failedText, type UploadCounts } from './upload-tally.ts'
import { describeUpload, failedFileName, shareDone } from './upload-words.ts'
import type { StartedUpload, UploadState } from './use-upload.ts'

/** How far a file is sent, what became of its lines, and how to hold it. */
export function UploadPanel({ upload }: { upload: StartedUpload }) {
  const { state, isRunning } = upload
  const { counts, fileError, phase } = state
  const { tone, title } = describeUpload(state)
  return (
    <section aria-label="Upload" ref={scrollToSight} className="flex flex-col gap-2.5">
      <Notice tone={tone} title={title} isQuiet={phase === 'sending'} actions={<Actions upload={upload} />}>
        <span className="text-muted">
          {state.fileName} to {state.topic}.
        </span>
        {fileError !== null && <> The rest of the file could not be read: {fileError}</>}
        {state.trouble && <Trouble trouble={state.trouble} isPaused={phase === 'paused'} />}
      </Notice>
      <Progress state={state} />
      <Figures counts={counts} />
      {counts.failed > 0 && <FailedLines state={state} isRunning={isRunning} />}
    </section>
  )
}

/** On a phone it begins below the fields. */
function scrollToSight(section: HTMLElement | null): void {
  section?.scrollIntoView({ block: 'nearest' })
}

function Actions({ upload }: { upload: StartedUpload }) {
  const { state, isRunning, pause, resume, stop } = upload
  if (!isRunning) return null
  return (
    <>
      {state.phase === 'paused' ? <Button onClick={resume}>Resume</Button> : <Button onClick={pause}>Pause</Button>}
      <Button onClick={stop}>Stop</Button>
    </>
  )
}

function Trouble({ trouble, isPaused }: { trouble: UploadTrouble; isPaused: boolean }) {
  const lines = `lines ${formatNumber(trouble.firstLine)} to ${formatNumber(trouble.lastLine)}`
  if (trouble.kind === 'refused') {
    return (
      <p>
        No message of {lines} was written: {trouble.reason}
        {isPaused && ' Resume goes on with the lines after them.'}
      </p>
    )
  }
  const { title, message, check } = explainError(trouble.error)
  return (
    <p>
      {title}. {message} <span className="text-muted">{check}</span> It is not known whether {lines} were written
      {isPaused ? '; Resume sends them again.' : '.'}
    </p>
  )
}

function Progress({ state }: { state: UploadState }) {
  const { counts, fileBytes } = state
  const percent = shareDone(state)
  return (
    <div className="flex flex-col gap-1">
      <div
        role="progressbar"
        aria-label="Upload progress"
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        className="h-2 overflow-hidden rounded-small bg-sunken"
      >
        <div className="h-full bg-accent" style={{ width: `${percent}%` }} />
      </div>
      <p className="text-muted text-small tabular-nums">
        {percent} % · {counted(counts.lines, 'line')} · {formatBytes(counts.bytes)} of {formatBytes(fileBytes)}
      </p>
    </div>
  )
}

function Figures({ counts: { sent, failed, empty } }: { counts: UploadCounts }) {
  const figures = [
    ['Sent', sent],
    ['Failed', failed],
    ['Empty', empty],
  ] as const
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-1 tabular-nums">
      {figures.map(([name, count]) => (
        <div key={name} className="flex gap-1.5">
          <dt className="text-muted">{name}</dt>
          <dd className={name === 'Failed' && count > 0 ? 'font-semibold text-bad' : 'font-semibold'}>
            {formatNumber(count)}
          </dd>
        </div>
      ))}
    </dl>
  )
}

const SHOWN = 100

function FailedLines({ state, isRunning }: { state: UploadState; isRunning: boolean }) {
  const { counts, fileName } = state
  const lines = counts.failedLines.toSorted((a, b) => a.number - b.number)
  const text = failedText(lines)
  const download = () => saveText(failedFileName(fileName), text, 'application/x-ndjson')
  const reason = isRunning ? 'The file is still being sent' : text === '' ? 'None of them could be read as text' : null
  return (
    <div className="flex flex-col items-start gap-1.5">
      <ul aria-label="Failed lines" className="max-h-48 w-full overflow-auto text-small tabular-nums">
        {lines.slice(0, SHOWN).map(({ number, reason: why }) => (
          <li key={number} className="wrap-anywhere">
            <span className="text-muted">Line {formatNumber(number)}:</span> {why}
          </li>
        ))}
        {counts.failed > SHOWN && <li className="text-muted">and {formatNumber(counts.failed - SHOWN)} more</li>}
      </ul>
      <Button onClick={download} disabledBecause={reason}>
        Download failed lines
      </Button>
      <p className="text-muted text-small">
        {counts.isCut
          ? `The first ${formatNumber(lines.length)} of them, as they are in the file. Upload that file to retry them.`
          : 'As they are in the file. Correct them if needed, and upload that file to retry them.'}
      </p>
    </div>
  )
}
