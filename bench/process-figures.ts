import { readdirSync, readFileSync } from 'node:fs'
import type { Highwater } from '#demo/highwater.ts'
import { commandLine } from '#demo/processes.ts'

const KIB_PER_MB = 1_000_000 / 1_024
const CLOCK_TICKS_PER_SECOND = 100

export function readResidentMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / KIB_PER_MB
}

/** Of the server alone, without the launcher and the brokers. */
export function readDashboardMb(highwater: Highwater): number {
  return dashboards(highwater).reduce((sum, pid) => sum + readResidentMb(pid), 0)
}

export function dashboardPid(highwater: Highwater): number {
  const [pid] = dashboards(highwater)
  if (pid === undefined) throw new Error('no dashboard runs')
  return pid
}

function dashboards(highwater: Highwater): number[] {
  return highwater.descendants().filter((pid) => /next-server/.test(commandLine(pid) ?? ''))
}

export function readDescriptors(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length
}

export function readThreads(pid: number): number {
  return readdirSync(`/proc/${pid}/task`).length
}

export function readCpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS_PER_SECOND
}
