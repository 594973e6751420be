import type { Highwater } from '#demo/highwater.ts'
import type { ScanEvent } from '#lib/contract/messages.ts'

export function messagesUrl(highwater: Highwater, topic: string, query: string): string {
  return `${highwater.url}/api/clusters/default/topics/${topic}/messages?${query}`
}

export async function* events(url: string, signal?: AbortSignal): AsyncGenerator<ScanEvent> {
  const response = await fetch(url, signal ? { signal } : {})
  if (!response.ok) throw new Error(await response.text())
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    const lines = text.split('\n')
    text = lines.pop() ?? ''
    for (const line of lines) yield JSON.parse(line)
  }
}
