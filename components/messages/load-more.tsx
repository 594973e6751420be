import { Button } from '#components/ui/button.tsx'

/** In the footer of a table that scrolls sideways. */
export function LoadMore({ onClick }: { onClick: () => void }) {
  return (
    <div className="sticky left-0 flex justify-center py-2">
      <Button look="ghost" onClick={onClick}>
        Load more
      </Button>
    </div>
  )
}
