/** The parts of a client's offer that an answer needs. */
export interface Offer {
  /** The offer without candidates: browsers give `.local` names, which cannot be resolved here. */
  readonly sdp: string
  readonly iceUfrag: string
  readonly video: OfferedTrack
  readonly audio: OfferedTrack | null
}

export interface OfferedTrack {
  readonly mid: string
  readonly payloadType: number
}

/** Reads an SDP offer. `malformed`: not an offer. `nothing-in-common`: no media that the worker can send. */
export function readOffer(sdp: string): Offer | 'malformed' | 'nothing-in-common' {
  if (!sdp.startsWith('v=0') || !/^m=/m.test(sdp)) return 'malformed'
  const sections = sdp.split(/^(?=m=)/m).slice(1)
  const iceUfrag = /^a=ice-ufrag:(\S+)/m.exec(sdp)?.[1]
  if (iceUfrag === undefined || !/^a=fingerprint:/m.test(sdp)) return 'malformed'
  const sectionOf = (kind: string): string | undefined =>
    sections.find((section) => section.startsWith(`m=${kind} `))
  const video = sectionOf('video')
  const audio = sectionOf('audio')
  const videoTrack = video === undefined ? null : track(video, h264Type(video))
  if (!videoTrack) return 'nothing-in-common'
  return {
    sdp: sdp.replaceAll(/^a=(candidate:.*|end-of-candidates.*)\r?\n/gm, ''),
    iceUfrag,
    video: videoTrack,
    audio: audio === undefined ? null : track(audio, payloadTypeOf(audio, /opus\/48000/i)),
  }
}

function track(section: string, payloadType: number | undefined): OfferedTrack | null {
  const mid = /^a=mid:(\S+)/m.exec(section)?.[1]
  return mid === undefined || payloadType === undefined ? null : { mid, payloadType }
}

function payloadTypeOf(section: string, codec: RegExp): number | undefined {
  for (const [, type, name] of section.matchAll(/^a=rtpmap:(\d+) (\S+)/gm)) {
    if (name !== undefined && codec.test(name)) return Number(type)
  }
  return undefined
}

/** Constrained baseline first, then plain baseline; both play the worker's video. */
function h264Type(section: string): number | undefined {
  const formats = [...section.matchAll(/^a=fmtp:(\d+) (.*)/gm)]
    .filter(([, , format]) => /packetization-mode=1/.test(format ?? ''))
    .filter(([, type]) => new RegExp(`^a=rtpmap:${type} H264/90000`, 'mi').test(section))
  const found = ['42e0', '4200'].flatMap((profile) =>
    formats.filter(([, , format]) => new RegExp(`profile-level-id=${profile}`, 'i').test(format ?? '')),
  )[0]
  return found?.[1] === undefined ? undefined : Number(found[1])
}

/** The ufrag of a trickle fragment, if any. */
export function fragmentUfrag(fragment: string): string | undefined {
  return /^a=ice-ufrag:(\S+)/m.exec(fragment)?.[1]
}

/** The candidates of a trickle fragment, without those that have a `.local` name. Reads max 200 lines. */
export function fragmentCandidates(fragment: string): { candidate: string; mid: string }[] {
  let mid = '0'
  const found: { candidate: string; mid: string }[] = []
  for (const line of fragment.split(/\r?\n/).slice(0, 200)) {
    if (line.startsWith('a=mid:')) mid = line.slice('a=mid:'.length)
    else if (line.startsWith('a=candidate:') && !/\.local\b/.test(line))
      found.push({ candidate: line.slice('a='.length), mid })
  }
  return found
}
