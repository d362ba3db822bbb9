/** Sends one message of the library's protocol, by name. */
export type SendInput = (name: string, values?: (number | string)[]) => void
