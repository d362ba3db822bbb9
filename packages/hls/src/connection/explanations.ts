import type { Explanations } from '@standby/core/source'

/** The ends of a connection that a developer can fix, by their reason or cause. */
export const explanations: Explanations = {
  'missing-peer': () => [
    'hls.js could not be found.',
    'This browser needs it to play HLS.',
    'Install it (`npm i hls.js`), or pass it: hls({ src, hls: () => import("hls.js") }).',
  ],
  'invalid-url': () => [
    '`src` is not a valid address.',
    'A stream is loaded over http or https. An empty string, or one with spaces, is no address.',
    'Pass the URL of an .m3u8 playlist, absolute or relative to the page.',
  ],
  cors: (stream) => [
    `${stream} answers, but this page may not read the answer.`,
    'Players read playlists and segments from script. The server has to allow that (CORS).',
    'Send Access-Control-Allow-Origin with every answer, errors too (nginx: add_header … always). Without it, a 404 looks the same.',
  ],
  'not-a-playlist': (stream) => [
    `${stream} is not a playlist.`,
    'An HLS playlist begins with #EXTM3U. Often this is a web page that an application server sends for every address.',
    'Open the URL in the browser. It must show the playlist itself.',
  ],
  recording: (stream) => [
    `${stream} is a recording (EXT-X-PLAYLIST-TYPE:VOD).`,
    'This source plays live streams.',
    'Use a plain video player for recordings.',
  ],
}
