import type { Address } from '../address.ts'
import { useStore } from '../store.ts'
import type { Desk } from './desk.ts'
import type { Show } from './show.ts'

/** What the desk is set for: what runs, else what is being set up, else what the address asks for. */
export function useShownKind(desk: Desk, address: Address): Show['kind'] {
  const { show, opening } = useStore(desk.state)
  return show?.kind ?? opening ?? address.show
}
