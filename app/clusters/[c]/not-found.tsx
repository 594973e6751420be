import { NoSuchPlace } from '#components/shared/no-such-place.tsx'

export default function NotFound() {
  return <NoSuchPlace />
}
