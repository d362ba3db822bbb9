'use client'
import { useContext } from 'react'
import type { Session } from '@standby/core'
import { SessionContext } from '../primitives/context/session.ts'

// Bundlers replace `process.env.NODE_ENV` as text and drop the explanation from production builds.
declare const process: { readonly env: { readonly NODE_ENV?: string } }

/** The given session, or the provider's. Throws where there is none; `hook` is named in the error, e.g. `useSession`. */
export function useRequiredSession(hook: string, given?: Session): Session {
  const provided = useContext(SessionContext)
  const session = given ?? provided
  if (session) return session
  throw new Error(
    `Standby: ${hook}() was called outside a <StreamProvider>.` +
      (process.env.NODE_ENV === 'production' ? '' : whyAndHow),
  )
}

const whyAndHow =
  ` It reads the stream's session from the provider, so it has no session here. ` +
  `Wrap the components that use it in <StreamProvider session={session}>, or pass the session itself ` +
  `(useSession({ session })). ` +
  `If you meant the useSession of another library, import it from there instead of '@standby/react': ` +
  `that of Auth.js from 'next-auth/react', that of LiveKit from '@livekit/components-react'.`
