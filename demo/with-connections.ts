import { parseAddresses } from '#lib/clusters/addresses.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'

/** Connections that are closed when the work is done. */
export async function withConnections<T>(
  bootstrap: string,
  work: (connections: ConnectionSet) => Promise<T>,
): Promise<T> {
  const connections = new ConnectionSet({ bootstrap: parseAddresses(bootstrap) })
  try {
    return await work(connections)
  } finally {
    connections.close()
  }
}
