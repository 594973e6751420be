import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { Highwater } from '#demo/highwater.ts'
import { commandLine } from '#demo/processes.ts'
import { browserOptions } from '#e2e/browser.ts'
import { readCpuSeconds, readResidentMb } from './process-figures.ts'
import type { Figure } from './report.ts'

const PORT = 3196
const DATA = join(import.meta.dirname, '..', '.highwater', 'bench-start')
const CPU_SAMPLE_MS = 30_000

/** How long a start takes once everything is installed and built, and what runs afterwards. */
export async function measureStart(): Promise<Figure[]> {
  await start().then((highwater) => highwater.stop())

  const sinceMs = Date.now()
  const highwater = await start()
  const startSeconds = (Date.now() - sinceMs) / 1000
  try {
    const processes = highwater.descendants().map((pid) => ({ pid, command: commandLine(pid) ?? '' }))
    const pidsOf = (pattern: RegExp) => processes.filter(({ command }) => pattern.test(command)).map(({ pid }) => pid)
    const brokers = pidsOf(/kafka\.Kafka/)
    const workloads = pidsOf(/workloads\/main\.ts/)
    const dashboard = pidsOf(/next-server/)
    const scriptBytes = await measureScripts(highwater.url)
    const cpuBefore = cpuSeconds(workloads)
    await new Promise((resolve) => setTimeout(resolve, CPU_SAMPLE_MS))
    const workloadCpu = ((cpuSeconds(workloads) - cpuBefore) / (CPU_SAMPLE_MS / 1000)) * 100
    const residentMb = (pids: readonly number[]) => pids.reduce((sum, pid) => sum + readResidentMb(pid), 0)
    const stopMs = Date.now()
    const brokersMb = residentMb(brokers)
    const dashboardMb = residentMb(dashboard)
    await highwater.stop()
    return [
      { what: 'second start, until three brokers are online', budget: 25, measured: startSeconds, unit: 's' },
      { what: 'three brokers, resident', budget: 900, measured: brokersMb, unit: 'MB' },
      { what: 'dashboard, resident', budget: 400, measured: dashboardMb, unit: 'MB' },
      { what: 'workloads, share of one core', budget: 25, measured: workloadCpu, unit: '%' },
      { what: 'JavaScript of the first page, compressed', budget: 250, measured: scriptBytes / 1000, unit: 'KB' },
      { what: 'stop', budget: 10, measured: (Date.now() - stopMs) / 1000, unit: 's' },
    ]
  } finally {
    await highwater.stop()
  }
}

async function start(): Promise<Highwater> {
  const highwater = new Highwater({ port: PORT, data: DATA })
  await highwater.untilOpen()
  await highwater.untilOnline()
  return highwater
}

/** The bytes of script that a browser loads for the overview, compressed. */
async function measureScripts(url: string): Promise<number> {
  const browser = await chromium.launch(browserOptions())
  try {
    const page = await browser.newPage()
    const sizes: Promise<number>[] = []
    page.on('requestfinished', (request) => {
      if (request.resourceType() === 'script')
        sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize))
    })
    await page.goto(`${url}/clusters/demo`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('load')
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
  } finally {
    await browser.close()
  }
}

function cpuSeconds(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + readCpuSeconds(pid), 0)
}
