import { NoSuchPlace } from '#components/shared/no-such-place.tsx'

export default function NotFound() {
  return (
    <main id="content">
      <NoSuchPlace />
    </main>
  )
}
