import { notFound } from 'next/navigation'
import { decodeSegment } from '#lib/contract/paths.ts'

/** What the address of a broker's page names; an id that is no number is no page. */
export async function readBrokerParams(params: Promise<{ c: string; id: string }>) {
  const { c, id } = await params
  if (!/^\d{1,10}$/.test(id)) notFound()
  return { cluster: decodeSegment(c), id: Number(id) }
}
