import type { ComponentProps, MouseEvent } from 'react'
import { classNames } from './class-names.ts'
import { Tooltip } from './tooltip.tsx'

const looks = {
  plain: 'border-line-strong bg-surface text-text hover:bg-sunken',
  primary: 'border-accent bg-accent text-accent-ink hover:brightness-110',
  danger: 'border-bad bg-surface text-bad hover:bg-bad-soft',
  ghost: 'border-transparent bg-transparent text-muted hover:bg-sunken hover:text-text',
} as const

interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled'> {
  look?: keyof typeof looks
  /** Why it is disabled, or null. Shown on hover and focus, so the button stays focusable. */
  disabledBecause?: string | null
  /** It was pressed although it is disabled. */
  onRefused?: (() => void) | undefined
  isPending?: boolean
  /** Its label, if its content is not enough. */
  tip?: string | null
}

export function Button({
  look = 'plain',
  disabledBecause = null,
  onRefused,
  isPending = false,
  tip = null,
  className,
  onClick,
  type = 'button',
  ...props
}: ButtonProps) {
  const isDisabled = disabledBecause !== null || isPending
  const refuse = (event: MouseEvent) => {
    event.preventDefault()
    if (disabledBecause !== null) onRefused?.()
  }
  const button = (
    <button
      {...props}
      type={type}
      aria-disabled={isDisabled}
      aria-busy={isPending}
      onClick={isDisabled ? refuse : onClick}
      className={classNames(
        'inline-flex h-7.5 shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-control border px-2.5 font-medium transition-colors',
        looks[look],
        isDisabled && 'cursor-not-allowed opacity-55',
        isPending && 'cursor-progress',
        className,
      )}
    />
  )
  const help = disabledBecause ?? tip
  return help === null ? button : <Tooltip text={help}>{button}</Tooltip>
}

interface IconButtonProps extends Omit<ButtonProps, 'tip'> {
  /** Its label; an icon alone means nothing to a screen reader. */
  label: string
}

export function IconButton({ label, look = 'ghost', className, ...props }: IconButtonProps) {
  return (
    <Button {...props} look={look} tip={label} aria-label={label} className={classNames('w-7.5 px-0', className)} />
  )
}
