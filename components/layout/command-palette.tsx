'use client'

import { Command } from 'cmdk'
import { useRouter } from 'next/navigation'
import { Dialog as Radix } from 'radix-ui'
import { Children, type ReactNode, useState } from 'react'
import { useClusterId } from '#lib/client/live.tsx'
import { useBrokers } from '#lib/client/use-brokers.ts'
import { useTopics } from '#lib/client/use-topics.ts'
import { pagePaths, withQuery } from '#lib/contract/paths.ts'
import { pages } from './pages.ts'

const SHOWN = 8

/** Jumps to any page, topic or broker by a part of its name. Topics are searched by the server, so there may be many. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const cluster = useClusterId()
  const router = useRouter()
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState('')
  const wanted = typed.trim().toLowerCase()
  const topics = useTopics(cluster, { q: wanted, pageSize: SHOWN, internal: true })
  const brokers = useBrokers(cluster, { q: wanted, pageSize: SHOWN })
  const matchingPages = pages.filter(({ name }) => name.toLowerCase().includes(wanted))

  const values = [
    ...matchingPages.map(({ name }) => `page ${name}`),
    ...(topics.data?.items ?? []).map(({ name }) => `topic ${name}`),
    ...(brokers.data?.items ?? []).map(({ id }) => `broker ${id}`),
  ]
  // Results come after the typing, so the first of them is selected unless another that is still there was chosen.
  const selected = values.includes(chosen) ? chosen : (values[0] ?? '')

  const jump = (path: string) => {
    onClose()
    router.push(path)
  }
  return (
    <Radix.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-x-4 top-[12vh] z-50 mx-auto max-w-xl animate-appear overflow-hidden rounded-card border border-line-strong bg-surface shadow-card"
        >
          <Radix.Title className="sr-only">Jump to</Radix.Title>
          <Command label="Jump to" shouldFilter={false} loop value={selected} onValueChange={setChosen}>
            <Command.Input
              value={typed}
              onValueChange={setTyped}
              placeholder="Jump to page, topic, broker"
              className="h-11 w-full border-line border-b bg-surface px-4 text-large outline-none"
            />
            <Command.List className="max-h-96 overflow-auto p-1.5">
              <Command.Empty className="px-3 py-8 text-center text-muted">
                {topics.isLoading ? 'Searching…' : `Nothing is called “${typed.trim()}”.`}
              </Command.Empty>
              <Section name="Pages">
                {matchingPages.map(({ name, path }) => (
                  <Item key={name} value={`page ${name}`} onSelect={() => jump(path(cluster))} name={name} />
                ))}
              </Section>
              <Section name="Topics">
                {topics.data?.items.map(({ name, partitionCount }) => (
                  <Item
                    key={name}
                    value={`topic ${name}`}
                    onSelect={() => jump(withQuery(pagePaths.topics(cluster), { q: name, internal: true }))}
                    name={name}
                    hint={partitionCount === null ? '' : `${partitionCount} partitions`}
                  />
                ))}
              </Section>
              <Section name="Brokers">
                {brokers.data?.items.map(({ id, host, port, online }) => (
                  <Item
                    key={id}
                    value={`broker ${id}`}
                    onSelect={() => jump(withQuery(pagePaths.brokers(cluster), { q: `${host}:${port}` }))}
                    name={`Broker ${id}`}
                    hint={online ? `${host}:${port}` : 'down'}
                  />
                ))}
              </Section>
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

function Section({ name, children }: { name: string; children: ReactNode }) {
  if (Children.count(children) === 0) return null
  return (
    <Command.Group
      heading={name}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-small"
    >
      {children}
    </Command.Group>
  )
}

function Item({ value, name, hint, onSelect }: { value: string; name: string; hint?: string; onSelect: () => void }) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex cursor-pointer items-center justify-between gap-4 rounded-small px-2.5 py-2 data-[selected=true]:bg-accent-soft data-[selected=true]:text-accent"
    >
      <span className="truncate">{name}</span>
      {hint && <span className="shrink-0 text-muted text-small">{hint}</span>}
    </Command.Item>
  )
}
