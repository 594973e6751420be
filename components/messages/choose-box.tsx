interface ChooseBoxProps {
  label: string
  isChecked: boolean
  /** Whether Shift was held, which chooses a range. */
  onChange: (isRange: boolean) => void
  isTabStop?: boolean
}

/** In front of the first cell of a row. A wider target than the box, as a press beside it opens the record. */
export function ChooseBox({ label, isChecked, onChange, isTabStop = true }: ChooseBoxProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Space belongs to the row or to the box itself
    // biome-ignore lint/a11y/noStaticElementInteractions: only keeps the press from the row
    <span
      onClick={(event) => {
        event.stopPropagation()
        if (event.target === event.currentTarget) onChange(event.shiftKey)
      }}
      className="-my-2 mr-0.5 -ml-3 inline-flex cursor-pointer items-center py-2 pr-1.5 pl-3 align-middle"
    >
      <input
        type="checkbox"
        aria-label={label}
        title={label}
        tabIndex={isTabStop ? 0 : -1}
        checked={isChecked}
        onChange={({ nativeEvent }) => onChange(nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)}
        className="accent-accent"
      />
    </span>
  )
}
