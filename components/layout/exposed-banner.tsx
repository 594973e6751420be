/** There is no login, so everyone who can open this page can do everything it offers. */
export function ExposedBanner() {
  return (
    <p role="alert" className="border-bad border-b bg-bad-soft px-5 py-2 text-center font-medium">
      Everybody who can reach this address can use this dashboard: it has no login, and listens on more than this
      machine.
    </p>
  )
}
