import { spawn, type ChildProcess } from 'node:child_process'
import type { Readable } from 'node:stream'
import { encoderArguments, frameDurationMs, outputDescriptor, type Container } from './encoder-arguments.ts'
import { fmp4Segmenter } from './fmp4-segmenter.ts'
import type { SegmenterOutput } from './segmenter.ts'
import { tsSegmenter } from './ts-segmenter.ts'

export interface EncoderOptions {
  readonly ffmpeg: string
  readonly container: Container
  readonly levels: 1 | 2
  /** Run number, painted into every picture; a stream counts its runs from 1. */
  readonly run: number
  /** A still picture instead of the scene. */
  readonly slate?: boolean
  /** Length of the past to encode at full speed before keeping real time, ms. */
  readonly warmMs: number
  readonly parts: boolean
  /** Media time of the first frame, ms; 0 for a fresh timeline. */
  readonly timestampOffsetMs: number
}

/** A piece of media in every level, with the wall clock of its first frame. */
export interface EncodedPart {
  readonly run: number
  /** Epoch ms painted into the first frame. */
  readonly startMs: number
  /** Media time of the first frame, ms. */
  readonly mediaStartMs: number
  readonly durationMs: number
  /** Whether it starts with a keyframe. */
  readonly independent: boolean
  readonly lastOfSegment: boolean
  /** One buffer per level. */
  readonly levels: readonly Buffer[]
}

export interface EncoderExit {
  /** `killed` by `kill()`, or `crashed`: it ended by itself. */
  readonly reason: 'killed' | 'crashed'
  /** The end of ffmpeg's error output, max 4000 characters. */
  readonly errorOutput: string
}

export interface EncoderListener {
  /** All levels have their initialization segment (fMP4 only). */
  init(levels: readonly Buffer[]): void
  part(part: EncodedPart): void
  exit(exit: EncoderExit): void
}

export interface Encoder {
  readonly run: number
  readonly pid: number | undefined
  /** Epoch ms painted into the first frame. */
  readonly startMs: number
  /** Sends SIGKILL, like a broadcaster's power cut; resolves once the process is gone. */
  kill(): Promise<void>
}

const maxErrorOutput = 4000

/** Starts one encoder process. Its media arrives through `listener` until it exits, and never after `kill()`. */
export function startEncoder(options: EncoderOptions, listener: EncoderListener): Encoder {
  const epochMs = Date.now()
  const warmFrames = Math.round(options.warmMs / frameDurationMs)
  const startMs = epochMs - warmFrames * frameDurationMs
  const args = encoderArguments({ ...options, epochMs, warmFrames })
  const extraOutputs = options.levels === 1 ? [] : (['pipe'] as const)
  const child = spawn(options.ffmpeg, args, { stdio: ['ignore', 'pipe', 'pipe', ...extraOutputs] })
  endWithProcess(child)

  let killed = false
  /** Why its output could not be parsed; empty while it could. */
  let broken = ''
  let errorOutput = ''
  child.stderr?.on('data', (text: Buffer) => {
    errorOutput = (errorOutput + text.toString()).slice(-maxErrorOutput)
  })
  const collector = collectLevels(options, startMs, listener)
  for (let level = 0; level < options.levels; level++) {
    const output = collector(level)
    const segmenter =
      options.container === 'ts' ? tsSegmenter(output) : fmp4Segmenter(output, options.timestampOffsetMs)
    const stream = child.stdio[outputDescriptor(level)] as Readable
    stream.on('data', (chunk: Buffer) => {
      if (killed || broken) return
      try {
        segmenter.write(chunk)
      } catch (error) {
        broken = error instanceof Error ? error.message : String(error)
        child.kill('SIGKILL')
      }
    })
  }

  const gone = new Promise<void>((resolve) => {
    const exit = (): void => {
      resolve()
      listener.exit({ reason: killed ? 'killed' : 'crashed', errorOutput: broken || errorOutput.trim() })
    }
    child.once('close', exit)
    child.once('error', (error) => {
      errorOutput = error.message
      if (child.pid === undefined) {
        child.off('close', exit)
        exit()
      }
    })
  })
  return {
    run: options.run,
    pid: child.pid,
    startMs,
    kill() {
      killed = true
      child.kill('SIGKILL')
      return gone
    },
  }
}

/** Joins the levels: a part is reported once every level has it, so that all playlists advance in step. */
function collectLevels(
  options: EncoderOptions,
  startMs: number,
  listener: EncoderListener,
): (level: number) => SegmenterOutput {
  interface PendingPart {
    frames: number
    lastOfSegment: boolean
    bytes: Buffer
  }
  const inits: Buffer[] = []
  const queues: PendingPart[][] = Array.from({ length: options.levels }, () => [])
  let framesDone = 0
  let independent = true

  const drain = (): void => {
    for (;;) {
      const heads = queues.map((queue) => queue[0])
      const first = heads[0]
      if (!first || heads.some((head) => head === undefined)) return
      for (const queue of queues) queue.shift()
      listener.part({
        run: options.run,
        startMs: startMs + framesDone * frameDurationMs,
        mediaStartMs: options.timestampOffsetMs + framesDone * frameDurationMs,
        durationMs: first.frames * frameDurationMs,
        independent,
        lastOfSegment: first.lastOfSegment,
        levels: heads.flatMap((head) => (head ? [head.bytes] : [])),
      })
      framesDone += first.frames
      independent = first.lastOfSegment
    }
  }

  return (level) => ({
    init(bytes) {
      inits[level] = bytes
      if (inits.filter(Boolean).length === options.levels) listener.init(inits)
    },
    part(part) {
      queues[level]?.push(part)
      drain()
    },
  })
}

const running = new Set<ChildProcess>()

/**
 * An encoder must not outlive this process. Every orderly exit emits `exit`. After a SIGKILL of this process, ffmpeg
 * ends at its next write, because its output pipe is closed.
 */
function endWithProcess(child: ChildProcess): void {
  if (running.size === 0) process.on('exit', killRunning)
  running.add(child)
  child.once('close', () => {
    running.delete(child)
    if (running.size === 0) process.off('exit', killRunning)
  })
}

function killRunning(): void {
  for (const child of running) child.kill('SIGKILL')
}
