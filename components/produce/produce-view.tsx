'use client'

import { parseAsString, useQueryState } from 'nuqs'
import { type FormEvent, useId, useState } from 'react'
import { EmptyState } from '#components/shared/empty-state.tsx'
import { Field } from '#components/shared/field.tsx'
import { PageHeader } from '#components/shared/page-header.tsx'
import { useReadOnlyReason } from '#components/shared/read-only.ts'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Combobox } from '#components/ui/combobox.tsx'
import { KeyboardKey } from '#components/ui/keyboard-key.tsx'
import { ProduceFailure } from './produce-failure.tsx'
import { ProduceFields } from './produce-fields.tsx'
import { emptyForm, type ProduceForm, readForm, toRequest } from './produce-form.ts'
import { ProduceResults } from './produce-results.tsx'
import { ReadOnlyNotice } from './read-only-notice.tsx'
import { sendsWithKeys } from './send-keys.ts'
import { SendStatus } from './send-status.tsx'
import { useKnownTopic } from './use-known-topic.ts'
import { useProduction } from './use-production.ts'

/** Sends test messages to any topic. */
export function ProduceView({ cluster }: { cluster: string }) {
  const [topicName, setTopicName] = useQueryState('topic', parseAsString.withDefault(''))
  const [entered, setEntered] = useState<ProduceForm>(emptyForm)
  const form = { ...entered, topic: topicName.trim() }
  const topic = useKnownTopic(cluster, form.topic)
  const { send, retry, sendings, isPending, error, reset } = useProduction(cluster)
  const readOnly = useReadOnlyReason()
  const read = readForm(form, topic.partitionCount)
  const [isTried, setIsTried] = useState(false)
  const refuse = () => setIsTried(true)
  const reason = readOnly ?? read.problem ?? topic.problem

  const change = (part: Partial<ProduceForm>) => {
    setEntered((before) => ({ ...before, ...part }))
    reset()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reason !== null) refuse()
    else if (!isPending) void send({ topic: form.topic, request: toRequest(form, read.records) })
  }
  return (
    <>
      <PageHeader title="Produce" />
      <ReadOnlyNotice reason={readOnly} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Card className="p-4">
          <form onSubmit={submit} onKeyDown={sendsWithKeys} className="flex flex-col gap-3">
            <TopicField
              value={topicName}
              names={topic.names}
              problem={topic.isBeginning ? null : topic.problem}
              onChange={setTopicName}
            />
            <ProduceFields
              cluster={cluster}
              form={form}
              read={read}
              topic={topic}
              isTried={isTried}
              onChange={change}
            />
            <ProduceFailure error={error} />
            <div className="flex flex-wrap items-center justify-end gap-3">
              <SendStatus sendings={sendings} isStale={isPending || Boolean(error)} />
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
            <ProduceResults cluster={cluster} sendings={sendings} onRetry={retry} isPending={isPending} />
          ) : (
            <EmptyState title="Nothing sent yet">
              Results appear here: partition and offset of each message, with a link to it.
            </EmptyState>
          )}
        </div>
      </div>
    </>
  )
}

interface TopicFieldProps {
  value: string
  names: readonly string[]
  problem: string | null
  onChange: (topic: string) => void
}

function TopicField({ value, names, problem, onChange }: TopicFieldProps) {
  const id = useId()
  return (
    <Field id={id} label="Topic" problem={problem}>
      <Combobox id={id} value={value} suggestions={names} placeholder="Choose a topic" onChange={onChange} />
    </Field>
  )
}
