import { notFound } from 'next/navigation'

/** The not-found page for every unknown path below a cluster, within the cluster's own frame. */
export default function NoSuchPage() {
  notFound()
}
