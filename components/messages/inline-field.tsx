import type { ComponentProps, ReactNode } from 'react'
import { classNames } from '#components/ui/class-names.ts'

interface InlineFieldProps extends Omit<ComponentProps<'input'>, 'id'> {
  /** Not the name of a DOM property, such as contains: fields of a form are accessed by name. */
  id: string
  label: string
  /** What is wrong with it; shown below the line of fields. */
  problem: string | null
  /** Instead of a text field. */
  control?: ReactNode
  /** After the field, such as a switch. */
  children?: ReactNode
}

/** A field with its label inside, for several fields in one line. */
export function InlineField({ id, label, problem, className, control, children, ...input }: InlineFieldProps) {
  return (
    <div
      className={classNames(
        'flex h-7.5 min-w-0 items-center gap-2 rounded-control border bg-surface pl-2.5 has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-accent has-[input:focus-visible]:outline-offset-1',
        problem === null ? 'border-line-strong' : 'border-bad',
        className,
      )}
    >
      <label htmlFor={id} className="shrink-0 text-muted">
        {label}
      </label>
      {control ?? (
        <input
          autoComplete="off"
          spellCheck={false}
          {...input}
          id={id}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : `${id}-problem`}
          className="h-full w-full min-w-0 flex-1 rounded-control bg-transparent pr-2 font-mono text-small text-text outline-none"
        />
      )}
      {children}
    </div>
  )
}

/** The problem of one of the fields above, with the position marked if it is known. */
export function InlineProblem({ id, message, text }: { id: string; message: string; text: string }) {
  const place = placeIn(message)
  return (
    <div id={`${id}-problem`} role="alert" className="mb-2.5 text-bad text-small">
      <p>{message}</p>
      {place !== null && text !== '' && place <= text.length && (
        <pre aria-hidden className="overflow-x-auto pt-1 font-mono leading-4">
          {text}
          {'\n'}
          {' '.repeat(place)}^
        </pre>
      )}
    </div>
  )
}

/** "… at position 14": counted from 1. */
function placeIn(message: string): number | null {
  const place = /\b(?:position|character|column) (\d+)/i.exec(message)?.[1]
  return place === undefined ? null : Math.max(0, Number(place) - 1)
}
