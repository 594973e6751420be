import { type DragEvent, type ReactNode, useState } from 'react'
import { classNames } from '#components/ui/class-names.ts'

interface FileDropProps {
  onFile: (file: File) => void
  className?: string
  children: ReactNode
}

/** Takes a file that is dropped anywhere on its content; the browser would leave the page for it. */
export function FileDrop({ onFile, className, children }: FileDropProps) {
  const [isOver, setOver] = useState(false)
  const hasFile = (event: DragEvent) => event.dataTransfer.types.includes('Files')
  const over = (event: DragEvent) => {
    if (!hasFile(event)) return
    event.preventDefault()
    setOver(true)
  }
  const drop = (event: DragEvent) => {
    setOver(false)
    if (!hasFile(event)) return
    event.preventDefault()
    const [file] = event.dataTransfer.files
    if (file) onFile(file)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is in addition to the button that chooses a file
    <div
      onDragOver={over}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={classNames('rounded-control', className, isOver && 'outline-dashed outline-2 outline-accent')}
    >
      {children}
    </div>
  )
}
