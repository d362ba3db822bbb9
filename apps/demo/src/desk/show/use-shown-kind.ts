import type { Address } from '../../address.ts'
import { useStore } from '../../store.ts'
import type { Desk } from '../desk.ts'
import type { Show } from './show.ts'

/** The kind that the desk shows: the running show, else the one being set up, else the one in the address. */
export function useShownKind(desk: Desk, address: Address): Show['kind'] {
  const { show, opening } = useStore(desk.state)
  return show?.kind ?? opening ?? address.show
}
