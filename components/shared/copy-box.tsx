import { CopyButton } from './copy-button.tsx'

/** Lines to copy, such as a configuration or a file. `label` names them. */
export function CopyBox({ label, text }: { label: string; text: string }) {
  return (
    <figure className="flex items-start gap-2 rounded-control border border-line bg-sunken py-1 pr-1 pl-3">
      <figcaption className="sr-only">{label}</figcaption>
      <pre className="wrap-anywhere min-w-0 flex-1 whitespace-pre-wrap py-1.5 font-mono text-small">{text}</pre>
      <CopyButton text={text} of={label} />
    </figure>
  )
}
