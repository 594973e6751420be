import { randomBytes } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Demo } from '#lib/contract/demo.ts'
import type { KafkaCluster } from './cluster.ts'

interface Control {
  readonly url: string
  readonly token: string
  readonly close: () => void
}

interface Controlled {
  readonly cluster: KafkaCluster
  readonly problem: () => string | null
}

const ORDER = /^\/brokers\/(?<id>\d+)\/(?<action>stop|kill|start)$/

/** Takes the dashboard's orders for the embedded brokers, on loopback and with a token that only the dashboard has. */
export async function openControl({ cluster, problem }: Controlled): Promise<Control> {
  const token = randomBytes(24).toString('base64url')
  const server = http.createServer(async (request, response) => {
    if (request.headers.authorization !== `Bearer ${token}`) {
      response.writeHead(403).end()
      return
    }
    try {
      await obey(request.method ?? '', request.url ?? '')
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(describe()))
    } catch {
      response.writeHead(409).end()
    }
  })

  async function obey(method: string, url: string): Promise<void> {
    const order = method === 'POST' ? ORDER.exec(url)?.groups : undefined
    if (!order) return
    const broker = cluster.broker(Number(order.id))
    if (order.action === 'stop') await broker.stop()
    else if (order.action === 'kill') await broker.kill()
    // How the start went on is seen in its state; a broker without a quorum may take long.
    else broker.start().catch(() => {})
  }

  function describe(): Demo {
    const brokers = cluster.brokers.map(({ id, host, port, state }) => ({ id, host, port, state }))
    return { available: true, problem: problem(), brokers }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  // A server that listens on a port has an address of this form.
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, token, close: () => server.close() }
}
