import type { Command } from '#lib/commands/command.ts'
import { CopyButton } from './copy-button.tsx'

/** The equivalent command. */
export function CommandLine({ command }: { command: Command }) {
  return (
    <div className="mt-4 flex items-center gap-3.5 rounded-control border border-line bg-sunken py-1 pr-1 pl-3 font-mono text-small">
      <span className="font-medium text-accent">{command.tool}</span>
      <code className="wrap-anywhere min-w-0 flex-1 whitespace-pre-wrap py-1 font-mono text-muted">
        <Words text={command.text} />
      </code>
      <CopyButton text={command.text} />
    </div>
  )
}

/** Lines break between words; within one, as after a hyphen, only if it is longer than a line. */
function Words({ text }: { text: string }) {
  return text.split(/(\s+)/).map((part, place) =>
    /^\s*$/.test(part) ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the same word may stand in several places
      <span key={place} className="inline-block max-w-full">
        {part}
      </span>
    ),
  )
}
