import { clockLayout } from '../../clock.ts'
import { clockFilter, digitsFilter, digitsTop, sceneFilter, type PictureOptions } from './picture.ts'

export const frameRate = 25
export const frameDurationMs = 1000 / frameRate
/** A keyframe every 2 s; one segment per group of pictures. */
export const framesPerSegment = 50
export const segmentMs = framesPerSegment * frameDurationMs
/** Five parts per segment. ffmpeg cuts at the first packet past this, so the playlist promises a little more. */
export const partMs = 400

export type Container = 'fmp4' | 'ts'

/** The renditions, best first. Bandwidth: the measured peak over a segment, rounded up, bits per second. */
export const encoderLevels = [
  { width: 640, height: 360, crf: 28, bandwidth: 400_000, codecs: 'avc1.42c01e,mp4a.40.2' },
  { width: 320, height: 180, crf: 30, bandwidth: 180_000, codecs: 'avc1.42c01e,mp4a.40.2' },
] as const

export interface EncoderArguments {
  readonly container: Container
  readonly levels: 1 | 2
  readonly run: number
  readonly slate?: boolean
  /** Wall clock of frame `warmFrames`, whole epoch ms; earlier frames are encoded at full speed. */
  readonly epochMs: number
  /** Frames of the past to encode at full speed before keeping real time. */
  readonly warmFrames: number
  /** Whether to cut fMP4 into parts shorter than a segment. */
  readonly parts: boolean
  /** Added to every media timestamp, ms (TS only; the fMP4 segmenter shifts fMP4). */
  readonly timestampOffsetMs: number
}

/**
 * The command line of one encoder run. Level 0 goes to stdout, level 1 to file descriptor 3.
 *
 * `-re` would keep real time from the first frame on, which rules out frames of the past. The `realtime` filter keeps
 * pace with the timestamps, and the first timestamp comes from the wall clock. So frames of the past run at full speed,
 * and a frame's painted time, its PROGRAM-DATE-TIME and its time of encoding agree, however slowly ffmpeg starts.
 */
export function encoderArguments(options: EncoderArguments): string[] {
  const levels = encoderLevels.slice(0, options.levels)
  const common = words('-hide_banner -nostdin -loglevel error -filter_complex_threads 1')
  const outputs = levels.flatMap(({ crf }, index) => [
    ...words(`-map [video${index}] -map [audio${index}]`),
    ...words('-c:v libx264 -preset ultrafast -tune zerolatency -profile:v baseline -pix_fmt yuv420p'),
    ...words(`-threads 1 -crf ${crf} -r ${frameRate}`),
    ...words(`-g ${framesPerSegment} -keyint_min ${framesPerSegment} -sc_threshold 0`),
    ...words('-c:a aac -b:a 48k -ac 1'),
    ...outputFormat(options),
    ...words(`-flush_packets 1 pipe:${outputDescriptor(index)}`),
  ])
  return [...common, '-filter_complex', filterGraph(options), ...outputs]
}

function words(line: string): string[] {
  return line.split(' ')
}

/** The file descriptor that a level's stream is written to. */
export function outputDescriptor(level: number): number {
  return level === 0 ? 1 : level + 2
}

function outputFormat({ container, parts, timestampOffsetMs }: EncoderArguments): string[] {
  if (container === 'ts') {
    // By default ffmpeg starts at 1.4 s. Starting at 0 gives each segment's media time without parsing. One audio frame
    // per packet keeps sound and picture of a segment together.
    const offset = timestampOffsetMs > 0 ? `-output_ts_offset ${timestampOffsetMs / 1000} ` : ''
    return words(`${offset}-muxdelay 0 -muxpreload 0 -pes_payload_size 0 -f mpegts`)
  }
  const cut = parts ? ` -frag_duration ${partMs * 1000}` : ''
  return words(`-f mp4 -movflags frag_keyframe+empty_moov+default_base_moof${cut}`)
}

function filterGraph({ epochMs, warmFrames, run, levels, slate = false }: EncoderArguments): string {
  const { left, top } = clockLayout
  const frameUs = frameDurationMs * 1000
  const picture: PictureOptions = {
    startEpochMs: epochMs - warmFrames * frameDurationMs,
    frameMs: frameDurationMs,
    run,
    slate,
    zoneSeconds: -60 * new Date(epochMs).getTimezoneOffset(),
  }
  const due = `if(eq(N,0),RTCTIME-${epochMs * 1000},(N-${warmFrames})*${frameUs})`
  const inStep = `settb=1/1000000,setpts=N*${frameUs}`
  return [
    `${sceneFilter(picture)},settb=1/1000000,setpts='${due}',realtime=limit=1000000,${inStep}[scene]`,
    `${clockFilter(picture)},${inStep}[clock]`,
    `${digitsFilter(picture)},${inStep}[digits]`,
    `[scene][clock]overlay=${left}:${top}:format=yuv420[stamped]`,
    `[stamped][digits]overlay=${left}:${digitsTop}:format=yuv420[painted]`,
    levels === 1
      ? '[painted]null[video0]'
      : `[painted]split[video0][copy];[copy]scale=${encoderLevels[1].width}:${encoderLevels[1].height}:flags=area[video1]`,
    `sine=f=330:r=48000${levels === 1 ? '[audio0]' : ',asplit[audio0][audio1]'}`,
  ].join(';')
}
