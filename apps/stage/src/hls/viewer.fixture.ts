import { spawn } from 'node:child_process'
import { get } from 'node:http'
import { readClock, type ClockReading } from '../clock.ts'
import { encoderLevels } from './encoding/encoder-arguments.ts'
import { findFfmpeg } from '../process/ffmpeg.ts'
import type { Stage, StageStream } from '../index.ts'

export interface Answer {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly body: Buffer
  readonly text: string
}

/** Outcome of a viewer's request: an answer, or the error code of a broken connection with the bytes received. */
export type Outcome = Answer | { readonly broken: string; readonly received: number }

/** One request over its own connection. */
export function request(
  url: string,
  options: { signal?: AbortSignal; method?: string; headers?: Record<string, string> } = {},
): Promise<Outcome> {
  return new Promise((resolve) => {
    let received = 0
    const fail = (error: NodeJS.ErrnoException): void =>
      resolve({ broken: error.code ?? error.message, received })
    const outgoing = get(url, { agent: false, ...options }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => {
        received += chunk.length
        chunks.push(chunk)
      })
      response.on('error', fail)
      response.on('end', () => {
        const body = Buffer.concat(chunks)
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body, text: body.toString() })
      })
    })
    outgoing.on('error', fail)
  })
}

/** Sends a request; throws without an answer. */
export const answer = (url: string): Promise<Answer> => answered(url, {})

/** `answer` for a page of `origin`. */
export const answerToPage = (origin: string, url: string): Promise<Answer> => answered(url, { origin })

async function answered(url: string, headers: Record<string, string>): Promise<Answer> {
  const outcome = await request(url, { headers })
  if ('broken' in outcome) throw new Error(`${url}: ${outcome.broken}`)
  return outcome
}

/** The status of an answer, or the error code of a broken connection. */
export async function outcomeOf(url: string): Promise<number | string> {
  const outcome = await request(url)
  return 'broken' in outcome ? outcome.broken : outcome.status
}

/** Resolves once the stage has received the earlier requests: it accepts connections in order. */
export async function whenArrived(stage: Stage): Promise<void> {
  await answer(`${stage.url}/health`)
}

export interface ReadPlaylist {
  readonly text: string
  readonly url: string
  readonly mediaSequence: number
  readonly ended: boolean
  /** Absolute URLs, in order. */
  readonly segments: readonly string[]
  /** File names without folders. */
  readonly names: readonly string[]
  readonly inits: readonly string[]
  readonly discontinuities: number
  readonly gaps: number
}

/** Loads and parses a media playlist; throws unless it answers 200. */
export async function playlist(url: string): Promise<ReadPlaylist> {
  const { status, text } = await answer(url)
  if (status !== 200) throw new Error(`${url} answered ${status}`)
  const lines = text.split('\n')
  const segments = lines.filter((line) => line && !line.startsWith('#')).map((uri) => new URL(uri, url).href)
  return {
    text,
    url,
    mediaSequence: Number(/#EXT-X-MEDIA-SEQUENCE:(\d+)/.exec(text)?.[1]),
    ended: lines.includes('#EXT-X-ENDLIST'),
    segments,
    names: segments.map((uri) => new URL(uri).pathname.split('/').at(-1) ?? ''),
    inits: [...text.matchAll(/#EXT-X-MAP:URI="([^"]+)"/g)].map((match) => new URL(match[1] ?? '', url).href),
    discontinuities: lines.filter((line) => line === '#EXT-X-DISCONTINUITY').length,
    gaps: lines.filter((line) => line === '#EXT-X-GAP').length,
  }
}

/** The URL of a level's media playlist. */
export function levelUrl(stream: StageStream, level: number): string {
  return stream.url.replace('index.m3u8', `${level}/index.m3u8`)
}

/** Resolves with the next listed segment. */
export function nextSegment(stream: StageStream): ReturnType<typeof stream.next<'segment-listed'>> {
  return stream.next('segment-listed')
}

/** Decodes media with ffmpeg and reads the clock of every frame. */
export async function clocksOf(media: readonly Buffer[], level: number): Promise<(ClockReading | null)[]> {
  const { width, height } = encoderLevels[level] ?? encoderLevels[0]
  const pixels = await decode(Buffer.concat(media))
  const frame = width * height * 4
  return Array.from({ length: Math.floor(pixels.length / frame) }, (_, index) =>
    readClock({ data: pixels.subarray(index * frame, (index + 1) * frame), width, height }),
  )
}

function decode(media: Buffer): Promise<Buffer> {
  const output = ['-map', '0:v', '-f', 'rawvideo', '-pix_fmt', 'rgba', 'pipe:1']
  const child = spawn(findFfmpeg(), ['-v', 'error', '-i', 'pipe:0', ...output], {
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  // ffmpeg may stop reading before the end of damaged media.
  child.stdin.on('error', () => undefined)
  child.stdin.end(media)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', () => resolve(Buffer.concat(chunks)))
  })
}
