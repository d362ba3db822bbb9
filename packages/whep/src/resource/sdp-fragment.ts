import { maxCandidates } from '../limits.ts'

/** `application/trickle-ice-sdpfrag` (RFC 8840): ICE data after offer and answer. */
export const fragmentType = 'application/trickle-ice-sdpfrag'

export interface IceCredentials {
  readonly ufrag: string
  readonly pwd: string
}

/** The section of the candidates: the first one of the bundle. It stands for all sections. */
export interface IceSection extends IceCredentials {
  /** The `m=` line. */
  readonly media: string
  readonly mid: string
}

const lines = (sdp: string): string[] => sdp.split(/\r\n|\n|\r/).filter((line) => line !== '')
const text = (all: readonly string[]): string => all.map((line) => `${line}\r\n`).join('')
const valueOf = (all: readonly string[], name: string): string | undefined =>
  all.find((line) => line.startsWith(`a=${name}:`))?.slice(name.length + 3)

/** The first section of a description with its credentials. `null` if one of them is missing. */
export function iceSection(sdp: string): IceSection | null {
  const all = lines(sdp)
  const start = all.findIndex((line) => line.startsWith('m='))
  const media = all[start]
  if (media === undefined) return null
  const end = all.findIndex((line, i) => i > start && line.startsWith('m='))
  const own = all.slice(start, end < 0 ? undefined : end)
  const general = all.slice(0, start)
  const mid = valueOf(own, 'mid')
  const ufrag = valueOf(own, 'ice-ufrag') ?? valueOf(general, 'ice-ufrag')
  const pwd = valueOf(own, 'ice-pwd') ?? valueOf(general, 'ice-pwd')
  return mid === undefined || ufrag === undefined || pwd === undefined ? null : { media, mid, ufrag, pwd }
}

/** `candidates`: as the browser reports them, `candidate:…`. `last`: no more will come. */
export function writeFragment(section: IceSection, candidates: readonly string[], last: boolean): string {
  return text([
    `a=ice-ufrag:${section.ufrag}`,
    `a=ice-pwd:${section.pwd}`,
    section.media,
    `a=mid:${section.mid}`,
    ...candidates.map((candidate) => `a=${candidate}`),
    ...(last ? ['a=end-of-candidates'] : []),
  ])
}

export interface IceAnswer extends IceCredentials {
  /** `a=candidate:…` lines. */
  readonly candidates: readonly string[]
}

/** Reads a server's answer to an ICE restart. `null` if it is invalid. */
export function readFragment(fragment: string): IceAnswer | null {
  const all = lines(fragment)
  const ufrag = valueOf(all, 'ice-ufrag')
  const pwd = valueOf(all, 'ice-pwd')
  if (!ufrag || !pwd || !/^[\x21-\x7e]{4,256}$/.test(ufrag) || !/^[\x21-\x7e]{22,256}$/.test(pwd)) return null
  return {
    ufrag,
    pwd,
    candidates: all.filter((line) => line.startsWith('a=candidate:')).slice(0, maxCandidates),
  }
}

/** The original answer with the credentials and candidates of an ICE restart. */
export function withIce(answer: string, { ufrag, pwd, candidates }: IceAnswer): string {
  const kept = lines(answer).filter((line) => !/^a=(candidate:|end-of-candidates)/.test(line))
  const renewed = kept.map((line) =>
    line.startsWith('a=ice-ufrag:')
      ? `a=ice-ufrag:${ufrag}`
      : line.startsWith('a=ice-pwd:')
        ? `a=ice-pwd:${pwd}`
        : line,
  )
  const first = renewed.findIndex((line) => line.startsWith('m='))
  const next = renewed.findIndex((line, i) => i > first && line.startsWith('m='))
  renewed.splice(next < 0 ? renewed.length : next, 0, ...candidates)
  return text(renewed)
}
