import { notFound } from 'next/navigation'
import { decodeSegment } from '#lib/contract/paths.ts'

/** The broker id in the path; anything but a number is not found. */
export async function readBrokerParams(params: Promise<{ c: string; id: string }>) {
  const { c, id } = await params
  if (!/^\d{1,10}$/.test(id)) notFound()
  return { cluster: decodeSegment(c), id: Number(id) }
}
