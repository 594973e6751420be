'use client'

import { parseAsString, useQueryState } from 'nuqs'
import { type FormEvent, useState } from 'react'
import { EmptyState } from '#components/shared/empty-state.tsx'
import { PageHeader } from '#components/shared/page-header.tsx'
import { useReadOnlyReason } from '#components/shared/read-only.ts'
import { TopicField } from '#components/shared/topic-field.tsx'
import { useKnownTopic } from '#components/shared/use-known-topic.ts'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { KeyboardKey } from '#components/ui/keyboard-key.tsx'
import { ProduceFailure } from './produce-failure.tsx'
import { ProduceFields } from './produce-fields.tsx'
import { emptyForm, type ProduceForm, readForm } from './produce-form.ts'
import { ProduceResults } from './produce-results.tsx'
import { ReadOnlyNotice } from './read-only-notice.tsx'
import { sendsWithKeys } from './send-keys.ts'
import { SendStatus } from './send-status.tsx'
import { useSender } from './use-sender.ts'

/** Sends test messages to any topic. */
export function ProduceView({ cluster }: { cluster: string }) {
  const [topicName, setTopicName] = useQueryState('topic', parseAsString.withDefault(''))
  const [entered, setEntered] = useState<ProduceForm>(emptyForm)
  const form = { ...entered, topic: topicName.trim() }
  const topic = useKnownTopic(cluster, form.topic)
  const { submit: send, retry, sendings, current, upload, isPending, error, changed } = useSender(cluster)
  const readOnly = useReadOnlyReason()
  const read = readForm(form, topic.partitionCount)
  const [isTried, setIsTried] = useState(false)
  const refuse = () => setIsTried(true)
  const reason = readOnly ?? read.problem ?? topic.problem

  const change = (part: Partial<ProduceForm>) => {
    setEntered((before) => ({ ...before, ...part }))
    if (part.topic !== undefined && part.topic !== form.topic) void setTopicName(part.topic)
    changed(part)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reason !== null) refuse()
    else if (!isPending) void send(form, read)
  }
  return (
    <>
      <PageHeader title="Produce" />
      <ReadOnlyNotice reason={readOnly} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Card className="overflow-visible p-4">
          <form onSubmit={submit} onKeyDown={sendsWithKeys} className="flex flex-col gap-3 **:scroll-mb-16">
            <TopicField value={topicName} topic={topic} onChange={(name) => change({ topic: name })} />
            <ProduceFields
              cluster={cluster}
              form={form}
              read={read}
              topic={topic}
              isTried={isTried}
              upload={upload}
              onChange={change}
            />
            <ProduceFailure error={error} />
            <div className="sticky bottom-0 z-10 -mx-4 -mb-4 flex flex-wrap items-center justify-end gap-3 rounded-b-card border-line border-t bg-surface px-4 py-2.5">
              <SendStatus current={current} />
              <span className="text-muted text-small max-sm:hidden">
                <KeyboardKey>Ctrl</KeyboardKey> <KeyboardKey>Enter</KeyboardKey>
              </span>
              <Button type="submit" look="primary" isPending={isPending} disabledBecause={reason} onRefused={refuse}>
                Send
              </Button>
            </div>
          </form>
        </Card>
        <div className="lg:sticky lg:top-16 lg:max-h-[calc(100vh-5rem)] lg:overflow-auto">
          {sendings.length > 0 ? (
            <ProduceResults
              cluster={cluster}
              sendings={sendings}
              current={current}
              onRetry={retry}
              isPending={isPending}
            />
          ) : (
            upload.state === null && (
              <EmptyState title="Nothing sent yet">
                Results appear here: partition and offset of each message, with a link to it.
              </EmptyState>
            )
          )}
        </div>
      </div>
    </>
  )
}
