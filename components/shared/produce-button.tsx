'use client'

import { Send } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { Message } from '#lib/contract/messages.ts'
import { useOpenProduce } from './open-produce.ts'
import { useReadOnlyReason } from './read-only.ts'

interface ProduceButtonProps {
  topic: string
  /** To be edited and sent again. */
  record?: Message | undefined
  children?: ReactNode
}

/** Opens the form that sends messages to a topic. */
export function ProduceButton({ topic, record, children = 'Send messages' }: ProduceButtonProps) {
  const open = useOpenProduce()
  return (
    <Button disabledBecause={useReadOnlyReason()} onClick={() => open({ topic, record })}>
      <Send className="size-3.5" aria-hidden />
      {children}
    </Button>
  )
}
