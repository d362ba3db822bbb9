import { randomBytes } from 'node:crypto'

/** Decides which signed URLs of a stream still work. */
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

  /** Refuses every URL handed out so far, including unsigned ones. */
  expire(): void {
    this.valid.clear()
    this.required = true
  }

  /** Unsigned URLs of an unsigned stream work again. Expired tokens stay expired. */
  restore(): void {
    this.required = this.signed
  }

  allows(token: string | null): boolean {
    return !this.required || (token !== null && this.valid.has(token))
  }
}
