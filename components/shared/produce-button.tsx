'use client'

import { Send } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { Message } from '#lib/contract/messages.ts'
import { useOpenProduce } from './open-produce.ts'
import { useReadOnlyReason } from './read-only.ts'

interface ProduceButtonProps {
  topic: string
  /** A record to edit and resend. */
  record?: Message | undefined
  children?: ReactNode
}

/** Opens the form that produces messages to a topic. */
export function ProduceButton({ topic, record, children = 'Produce messages' }: ProduceButtonProps) {
  const open = useOpenProduce()
  return (
    <Button disabledBecause={useReadOnlyReason()} onClick={() => open({ topic, record })}>
      <Send className="size-3.5" aria-hidden />
      {children}
    </Button>
  )
}
