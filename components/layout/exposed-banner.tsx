/** There is no login, so everyone who can open this page can do everything it offers. */
export function ExposedBanner() {
  return (
    <p role="alert" className="border-bad border-b bg-bad-soft px-5 py-2 text-center font-medium">
      Anyone who can reach this address can use this dashboard: it has no login, and it listens on other interfaces than
      localhost.
    </p>
  )
}
