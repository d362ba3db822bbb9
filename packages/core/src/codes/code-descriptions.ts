import { knownCodes } from './disconnect-codes.ts'

/** A disconnect code in words, for developers; the viewer's words are in the messages of `@standby/react`. */
export interface CodeDescription {
  /** What the code says. */
  readonly meaning: string
  /** What usually is behind it, the likeliest first. */
  readonly causes: readonly string[]
  /** What the viewer can do. */
  readonly viewer: string
  /** What you can do. */
  readonly developer: string
}

/** Every code of the table. Kept out of the bundle of those who do not import it. */
export const codeDescriptions = {
  1000: {
    meaning: 'The session ended as it was meant to. The reason says who meant it: `left`, `ended` or none.',
    causes: ['The viewer left.', 'The broadcast is over.', 'The application on the far end quit by itself.'],
    viewer: 'Start again, or watch for the broadcast to come back.',
    developer:
      'Nothing is wrong. If viewers see it in mid-session, look for a server that closes with 1000 where another code would say more.',
  },
  1001: {
    meaning: 'The far end goes away.',
    causes: [
      'The server shuts down or is being replaced.',
      'A proxy drops its connections before a restart.',
    ],
    viewer: 'Wait: it is tried again by itself.',
    developer:
      'Expected during a deployment. If it never stops, the server closes right after it accepts. A page that is being closed never reports it.',
  },
  1002: {
    meaning: 'One side said something that the protocol does not allow.',
    causes: ['Client and server speak different versions.', 'A proxy rewrites frames.'],
    viewer: 'Try again; a second failure will not be the last one.',
    developer: 'Compare the versions of both sides and read what the server logged about the message.',
  },
  1003: {
    meaning: 'What arrived cannot be played here. The cause says why.',
    causes: [
      'The address answers with a page instead of a playlist (`not-a-playlist`).',
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
    developer: 'Send a code: without one nobody can tell a crash from an end. Check what ran just before.',
  },
  1006: {
    meaning: 'The connection broke, or never came about. Nothing was sent to say so.',
    causes: [
      'The network of the viewer changed or failed.',
      'The server crashed or refused the connection.',
      'A firewall or proxy blocks WebSockets or the port.',
      'Nothing answered in time (`timeout`).',
    ],
    viewer: 'Check the network. It is tried again by itself, and at once when the device is back online.',
    developer:
      'Look at the failed request in the network panel. For one viewer it is their network; for all of them it is the server, its certificate or its address.',
  },
  1008: {
    meaning: 'The server refuses this viewer. The cause says which way.',
    causes: [
      'The token or signature is missing, wrong or expired (`forbidden`, from 401 or 403).',
      'The server does not allow this origin to read the answer (`cors`).',
      'A rule of the platform: domain, country, number of viewers.',
    ],
    viewer: 'Open the link again, or ask whoever sent it.',
    developer:
      'Pass `src`, `url` or `token` as a function, so that it is asked again when it expires. For `cors`, allow your origin on the playlist and on every segment.',
  },
  1009: {
    meaning: 'A message was larger than the other side takes.',
    causes: ['Too much was passed to send() at once.', 'A limit on the way is lower than you think.'],
    viewer: 'Try again.',
    developer: 'Send less at once, or raise the limit on the server and on each proxy before it.',
  },
  1011: {
    meaning: 'The server met something unexpected and gave up on this session.',
    causes: [
      'An error in the server.',
      'An administrator ended the session: Epic’s signalling server closes a kicked viewer with this code.',
      'A source threw in connect() (`source-error`).',
    ],
    viewer: 'Try again. If it repeats, report it with its details.',
    developer:
      'Read the server’s log. It is not retried by itself, so that a viewer who was removed does not come back. A `source-error` is in the console.',
  },
  1012: {
    meaning: 'The server restarts.',
    causes: ['A deployment.', 'A supervisor that restarts it after a crash.'],
    viewer: 'Wait: it is tried again by itself.',
    developer: 'Nothing, if it ends. If it does not, the server restarts in a loop.',
  },
  1013: {
    meaning: 'The server cannot serve this viewer now and may be able to later.',
    causes: [
      'Too many viewers, or something behind the server fails (from 429 and 5xx).',
      'A playlist that was there before is missing (404 in mid-stream).',
    ],
    viewer: 'Wait: it is tried again by itself, later each time.',
    developer:
      'Send `Retry-After` to spread the load. A 404 in mid-stream means that the origin forgot the stream: look at its restarts.',
  },
  4000: {
    meaning: 'The project is switched off.',
    causes: ['Its owner disabled it.', 'Its plan ran out.'],
    viewer: 'Nothing, until its owner switches it on again.',
    developer: 'Switch it on in the dashboard of the platform.',
  },
  4001: {
    meaning: 'No worker is free. With the reason `queue-open`, a queue for the next one is open.',
    causes: ['Every worker is taken.', 'Workers are offline, or none has the GPU that is needed.'],
    viewer: 'Try again in a few minutes, or join the queue where there is one.',
    developer: 'Raise the capacity, or switch the queue on: then viewers wait instead of failing.',
  },
  4002: {
    meaning: 'There is no application at this address.',
    causes: ['A wrong or outdated id.', 'The application was deleted, or never deployed.'],
    viewer: 'Ask whoever sent the link for a new one.',
    developer: 'Compare the id with the dashboard, and check that a build is deployed.',
  },
  4003: {
    meaning: 'The application was found and could not be started.',
    causes: [
      'Its launch settings or its dependencies are wrong.',
      'The GPU or the driver of the worker does not suit it.',
    ],
    viewer: 'Try once more.',
    developer: 'Start the same build by hand on a worker and read what it prints.',
  },
  4004: {
    meaning: 'The session reached a limit. The reason says which one: `afk` or `max-runtime`.',
    causes: ['No human input for too long.', 'The longest time that a session may last.'],
    viewer: 'Start again for a new session.',
    developer:
      'Raise the limits in the dashboard, and say the same numbers to the kit: `afk` and setRuntimeDeadline(). One code serves both, so send the reason.',
  },
  4005: {
    meaning: 'A worker was assigned and nothing streams from it.',
    causes: [
      'The application is still starting.',
      'It crashed before it registered with the signalling server.',
      'It registered under another id.',
    ],
    viewer: 'Wait: it is tried again, five times.',
    developer: 'Check that the application connects to this signalling server and under which streamer id.',
  },
  4006: {
    meaning: 'The application ended while it was streaming.',
    causes: ['It crashed.', 'It quit by itself, from its own menu for example.'],
    viewer: 'Start again; the new session starts from the beginning.',
    developer: 'Read the crash log of the application. Let it close with 1000 when it means to quit.',
  },
  4007: {
    meaning: 'The session could not be resumed: the far end no longer keeps it.',
    causes: ['The viewer was away for longer than the place was kept.', 'The worker is gone.'],
    viewer: 'Wait: a fresh session is started by itself. What was in the old one is lost.',
    developer:
      'The token is forgotten and the next attempt asks for a fresh worker. Keep places for longer if it happens often.',
  },
  4100: {
    meaning: 'The same session goes on in another tab or window.',
    causes: ['The page was opened a second time, or a tab was duplicated.'],
    viewer: 'Go on there, or start again here.',
    developer: 'Nothing is wrong: one place serves one viewer, and the newest tab has it.',
  },
  4101: {
    meaning: 'A file of the page itself, with code that the player needs, could not be loaded.',
    causes: [
      'A newer version of the site has replaced the files of the page that is open.',
      'The network of the viewer failed, or something on it blocks the file.',
      'The server answers with a page where a script is asked for.',
    ],
    viewer: 'Wait: it is tried again, eight times. After that, reload the page.',
    developer:
      'Keep the files of earlier versions for as long as pages of theirs may be open. The console names the file in development, and the network panel shows how it was answered.',
  },
} as const satisfies Readonly<Record<number, CodeDescription>>

const unknown: CodeDescription = {
  meaning: 'A code that the kit does not know.',
  causes: ['A code of your own platform, 4000 to 4999.', 'A code that came into use later.'],
  viewer: 'Try again.',
  developer:
    'Teach it to the session: createSession({ codes: { 4461: { name, clean, retry, recovery } } }). Unknown codes are never retried by themselves.',
}

/** A code in words; of codes outside the table it says what to do about them. */
export function describeCode(code: number): CodeDescription {
  return (codeDescriptions as Readonly<Record<number, CodeDescription>>)[code] ?? unknown
}

export { codeRule } from './disconnect-codes.ts'
export { knownCodes }
