import { randomBytes } from 'node:crypto'

/** Which signed URLs of a stream still work. */
export class Access {
  private valid = new Set<string>()
  private required: boolean
  private readonly signed: boolean

  constructor(signed: boolean) {
    this.signed = signed
    this.required = signed
  }

  /** A token that works until signatures expire. */
  issue(): string {
    const token = randomBytes(9).toString('base64url')
    this.valid.add(token)
    return token
  }

  /** From now on every URL handed out so far is refused, unsigned ones too. */
  expire(): void {
    this.valid.clear()
    this.required = true
  }

  /** Unsigned URLs work again where the stream is not signed; expired tokens stay expired. */
  restore(): void {
    this.required = this.signed
  }

  allows(token: string | null): boolean {
    return !this.required || (token !== null && this.valid.has(token))
  }
}
