interface ServerEvent {
  readonly type: string
  readonly data: Record<string, unknown>
}

/** The events of a stream as a browser would get them, one by one; leaving the loop closes the connection. */
export async function* readEvents(url: string): AsyncGenerator<ServerEvent> {
  const abort = new AbortController()
  try {
    const { body } = await fetch(url, { headers: { accept: 'text/event-stream' }, signal: abort.signal })
    let text = ''
    for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const event = parse(text.slice(0, end))
        text = text.slice(end + 2)
        if (event) yield event
      }
    }
  } finally {
    abort.abort()
  }
}

function parse(block: string): ServerEvent | null {
  const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1]
  const type = field('event')
  return type === undefined ? null : { type, data: JSON.parse(field('data') ?? '{}') }
}
