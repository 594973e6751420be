import net from 'node:net'
import { readNumbers, writeWhole } from './files.ts'
import { DemoProblem } from './problem.ts'

/** Where a search for free ports begins: Kafka's own port first, then further off. Below the range of outgoing sockets. */
const FIRST_PORTS = [9092, 19_092, 20_092, 21_092, 22_092, 23_092, 24_092, 25_092]

/** The ports of a cluster, chosen once and remembered in a file, so that addresses in scripts stay right. */
export async function rememberedPorts(file: string, count: number): Promise<number[]> {
  const remembered = readNumbers(file)
  if (remembered?.length === count) {
    for (const port of remembered) {
      if (!(await isFree(port))) {
        throw new DemoProblem(
          `Port ${port} of the embedded cluster is taken by another program. End that program, or start over with other ports and no data: npm start -- --fresh`,
        )
      }
    }
    return remembered
  }
  const ports = await findFreePorts(count, FIRST_PORTS)
  writeWhole(file, JSON.stringify(ports))
  return ports
}

/** Free ports for a cluster that lives for one test run, away from those that people use. */
export function temporaryPorts(count: number): Promise<number[]> {
  const first = Array.from({ length: 40 }, () => 26_000 + Math.floor(Math.random() * 6_000))
  return findFreePorts(count, first)
}

async function findFreePorts(count: number, candidates: readonly number[]): Promise<number[]> {
  for (const first of candidates) {
    const ports = Array.from({ length: count }, (_, index) => first + index)
    const free = await Promise.all(ports.map(isFree))
    if (free.every(Boolean)) return ports
  }
  throw new DemoProblem('No free ports were found for the embedded cluster.')
}

export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer()
    server.once('error', () => resolve(false))
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => server.close(() => resolve(true)))
  })
}
