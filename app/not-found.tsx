import { NoSuchPlace } from '#components/shared/no-such-place.tsx'

export default function NotFound() {
  return (
    <main id="content" className="mx-auto max-w-3xl px-5 py-10">
      <NoSuchPlace />
    </main>
  )
}
