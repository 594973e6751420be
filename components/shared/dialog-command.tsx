import { useCluster } from '#lib/client/use-clusters.ts'
import { type CommandClient, clientOf } from '#lib/commands/client.ts'
import type { Command } from '#lib/commands/command.ts'
import { CommandLine } from './command-line.tsx'

interface DialogCommandProps {
  cluster: string
  make: (client: CommandClient) => Command
  /** false while the input does not make a command. */
  isShown?: boolean
}

/** The command equivalent to the action of a dialog. */
export function DialogCommand({ cluster, make, isShown = true }: DialogCommandProps) {
  const { data } = useCluster(cluster)
  return data && isShown ? <CommandLine command={make(clientOf(data))} /> : null
}
