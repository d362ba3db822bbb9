import { knownCodes } from './disconnect-codes.ts'

/** The description of a disconnect code, for developers. The texts for viewers are in the messages of `@standby/react`. */
export interface CodeDescription {
  /** What the code means. */
  readonly meaning: string
  /** The usual causes, most likely first. */
  readonly causes: readonly string[]
  /** What the viewer can do. */
  readonly viewer: string
  /** What you can do. */
  readonly developer: string
}

/** The description of every code of the table. It is only bundled by apps that import it. */
export const codeDescriptions = {
  1000: {
    meaning: 'The session ended on purpose. The reason says who ended it: `left`, `ended` or none.',
    causes: ['The viewer left.', 'The broadcast is over.', 'The application on the far end quit by itself.'],
    viewer: 'Start again, or watch for the broadcast to come back.',
    developer:
      'Nothing is wrong. If viewers see it in mid-session, look for a server that closes with 1000 instead of a more specific code.',
  },
  1001: {
    meaning: 'The far end is going away.',
    causes: [
      'The server shuts down or is being replaced.',
      'A proxy drops its connections before a restart.',
    ],
    viewer: 'Wait: it is tried again by itself.',
    developer:
      'Expected during a deployment. If it never stops, the server closes right after it accepts. A page that is being closed never reports it.',
  },
  1002: {
    meaning: 'One side sent something that the protocol does not allow.',
    causes: ['Client and server speak different versions.', 'A proxy rewrites frames.'],
    viewer: 'Try again. If it fails twice, more attempts will not help.',
    developer: 'Compare the versions of both sides and read what the server logged about the message.',
  },
  1003: {
    meaning: 'What arrived cannot be played here. The cause says why.',
    causes: [
      'The address answers with a web page instead of a playlist (`not-a-playlist`).',
      'The browser has no codec for it, or no Media Source Extensions (`unsupported`).',
      'A package that the source needs is not installed (`missing-peer`).',
      'The address is not a URL (`invalid-url`).',
    ],
    viewer: 'Another browser or device may play it.',
    developer:
      'Open the address in a browser tab: it must be a playlist. Offer H.264 with AAC. For `missing-peer`, install the package that the error names.',
  },
  1005: {
    meaning: 'The connection was closed without a code.',
    causes: [
      'The server calls close() without one, as signalling servers do when the streamer leaves.',
      'A keep-alive went unanswered.',
    ],
    viewer: 'Wait: it is tried again by itself.',
    developer: 'Send a code: without one, a crash looks the same as an end. Check what ran just before.',
  },
  1006: {
    meaning: 'The connection broke, or was never made. No close was sent.',
    causes: [
      "The viewer's network changed or failed.",
      'The server crashed or refused the connection.',
      'A firewall or proxy blocks WebSockets or the port.',
      'There was no answer in time (`timeout`).',
    ],
    viewer: 'Check the network. It is tried again by itself, and at once when the device is back online.',
    developer:
      'Look at the failed request in the network panel. For one viewer it is their network; for all of them it is the server, its certificate or its address.',
  },
  1008: {
    meaning: 'The server refuses this viewer. The cause says why.',
    causes: [
      'The token or signature is missing, wrong or expired (`forbidden`, from 401 or 403).',
      'The server does not allow this origin to read its answer (`cors`).',
      'A rule of the platform: domain, country, number of viewers.',
    ],
    viewer: 'Open the link again, or ask the person who sent it.',
    developer:
      'Pass `src`, `url` or `token` as a function: it is called again when the value expires. For `cors`, allow your origin on the playlist and on every segment.',
  },
  1009: {
    meaning: 'A message was larger than the other side accepts.',
    causes: [
      'Too much was passed to send() at once.',
      'A limit on the way, for example of a proxy, is lower than expected.',
    ],
    viewer: 'Try again.',
    developer: 'Send less at once, or raise the limit on the server and on each proxy in front of it.',
  },
  1011: {
    meaning: 'The server had an unexpected error and ended this session.',
    causes: [
      'An error in the server.',
      'An administrator ended the session: Epic’s signalling server closes a kicked viewer with this code.',
      'A source threw in connect() (`source-error`).',
    ],
    viewer: 'Try again. If it repeats, report it with its details.',
    developer:
      'Read the server’s log. This code is not retried: a viewer who was removed must not come back. A `source-error` is in the console.',
  },
  1012: {
    meaning: 'The server restarts.',
    causes: ['A deployment.', 'A supervisor that restarts it after a crash.'],
    viewer: 'Wait: it is tried again by itself.',
    developer: 'Nothing, if it stops. If it does not stop, the server restarts in a loop.',
  },
  1013: {
    meaning: 'The server cannot serve this viewer now, but may be able to later.',
    causes: [
      'Too many viewers, or a failure behind the server (from 429 and 5xx).',
      'A playlist that existed before is missing (404 in mid-stream).',
    ],
    viewer: 'Wait: it is tried again by itself, later each time.',
    developer:
      'Send `Retry-After` to spread the load. A 404 in mid-stream means that the origin lost the stream: check whether it restarted.',
  },
  4000: {
    meaning: 'The project is disabled.',
    causes: ['Its owner disabled it.', 'Its plan ran out.'],
    viewer: 'Nothing, until its owner enables it again.',
    developer: 'Enable it in the dashboard of the platform.',
  },
  4001: {
    meaning: 'No worker is free. The reason `queue-open` says that viewers can join a queue.',
    causes: ['Every worker is taken.', 'Workers are offline, or none has the GPU that is needed.'],
    viewer: 'Try again in a few minutes, or join the queue if there is one.',
    developer: 'Raise the capacity, or enable the queue: then viewers wait instead of failing.',
  },
  4002: {
    meaning: 'There is no application at this address.',
    causes: ['A wrong or outdated id.', 'The application was deleted, or never deployed.'],
    viewer: 'Ask the person who sent the link for a new one.',
    developer: 'Compare the id with the dashboard. Check that a build is deployed.',
  },
  4003: {
    meaning: 'The application was found, but could not be started.',
    causes: [
      'Its launch settings or its dependencies are wrong.',
      'It does not run on the GPU or with the driver of the worker.',
    ],
    viewer: 'Try once more.',
    developer: 'Start the same build by hand on a worker and read what it prints.',
  },
  4004: {
    meaning: 'The session reached a limit. The reason says which one: `afk` or `max-runtime`.',
    causes: ['No human input for too long.', 'The session reached its max runtime.'],
    viewer: 'Start again for a new session.',
    developer:
      'Raise the limits in the dashboard, and pass the same numbers to the kit: `afk` and setRuntimeDeadline(). One code serves both limits, so send the reason.',
  },
  4005: {
    meaning: 'A worker was assigned, but it streams nothing.',
    causes: [
      'The application is still starting.',
      'It crashed before it registered with the signalling server.',
      'It registered under another id.',
    ],
    viewer: 'Wait: it is tried again, five times.',
    developer: 'Check that the application connects to this signalling server. Check its streamer id.',
  },
  4006: {
    meaning: 'The application ended while it was streaming.',
    causes: ['It crashed.', 'It quit by itself, for example from its own menu.'],
    viewer: 'Start again. The new session starts from the beginning.',
    developer: 'Read the crash log of the application. Let it close with 1000 when it quits on purpose.',
  },
  4007: {
    meaning: 'The session could not be resumed: the far end no longer keeps it.',
    causes: ['The viewer was away for longer than the place was kept.', 'The worker is gone.'],
    viewer: 'Wait: a new session starts by itself. The state of the old one is lost.',
    developer:
      'The kit forgets the token. The next attempt asks for a new worker. Keep places for longer if it happens often.',
  },
  4100: {
    meaning: 'The same session continues in another tab or window.',
    causes: ['The page was opened a second time, or a tab was duplicated.'],
    viewer: 'Continue there, or start again here.',
    developer: 'Nothing is wrong: one place serves one viewer, and the newest tab gets it.',
  },
  4101: {
    meaning: 'A script of the page that the player needs could not be loaded.',
    causes: [
      'A newer version of the site has replaced the files of the open page.',
      "The viewer's network failed, or something on it blocks the file.",
      'The server answers the request for a script with a web page.',
    ],
    viewer: 'Wait: it is tried again, eight times. After that, reload the page.',
    developer:
      'Keep the files of earlier versions for as long as their pages may be open. In development the console names the file. The network panel shows the answer.',
  },
} as const satisfies Readonly<Record<number, CodeDescription>>

const unknown: CodeDescription = {
  meaning: 'A code that the kit does not know.',
  causes: [
    'A code of your own platform, 4000 to 4999.',
    'A code that is newer than this version of the kit.',
  ],
  viewer: 'Try again.',
  developer:
    'Add it to the session: createSession({ codes: { 4461: { name, clean, retry, recovery } } }). Unknown codes are never retried automatically.',
}

/** The description of a code. For a code outside the table: how to add it. */
export function describeCode(code: number): CodeDescription {
  return (codeDescriptions as Readonly<Record<number, CodeDescription>>)[code] ?? unknown
}

export { codeRule } from './disconnect-codes.ts'
export { knownCodes }
