import { notFound } from 'next/navigation'

/** Every address below a cluster that no page has: said within the cluster's own frame. */
export default function NoSuchPage() {
  notFound()
}
