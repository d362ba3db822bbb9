import { clockLayout } from '../../clock.ts'
import { clockFilter, digitsFilter, digitsTop, sceneFilter, type PictureOptions } from './picture.ts'

export const FRAME_RATE = 25
export const FRAME_MS = 1000 / FRAME_RATE
/** A keyframe every 2 s, and one segment per group of pictures. */
export const FRAMES_PER_SEGMENT = 50
export const SEGMENT_MS = FRAMES_PER_SEGMENT * FRAME_MS
/** Five parts to a segment; ffmpeg cuts at the first packet past this, so the playlist promises a little more. */
export const PART_MS = 400

export type Container = 'fmp4' | 'ts'

/** The renditions, best first. Bandwidths are the peaks measured over a segment, rounded up, in bits per second. */
export const LEVELS = [
  { width: 640, height: 360, crf: 28, bandwidth: 400_000, codecs: 'avc1.42c01e,mp4a.40.2' },
  { width: 320, height: 180, crf: 30, bandwidth: 180_000, codecs: 'avc1.42c01e,mp4a.40.2' },
] as const

export interface EncoderArguments {
  readonly container: Container
  readonly levels: 1 | 2
  readonly run: number
  readonly slate?: boolean
  /** The wall clock, in whole epoch ms, at which frame `warmFrames` is due; earlier frames are encoded at full speed. */
  readonly epochMs: number
  /** How many frames of the past to catch up with before keeping real time. */
  readonly warmFrames: number
  /** Cut fMP4 into parts shorter than a segment. */
  readonly parts: boolean
  /** Added to every media timestamp (TS only; fMP4 is shifted where it is split). */
  readonly timestampOffsetMs: number
}

/**
 * The command line of one encoder run. Level 0 goes to stdout, level 1 to file descriptor 3.
 *
 * `-re` is not used, because it can only keep pace from the first frame on. The `realtime` filter keeps pace against
 * timestamps, and the first of them is taken from the wall clock: so a frame's painted time, its PROGRAM-DATE-TIME
 * and the moment it is encoded agree however long ffmpeg takes to start, and frames of the past run at full speed.
 */
export function encoderArguments(options: EncoderArguments): string[] {
  const levels = LEVELS.slice(0, options.levels)
  const common = words('-hide_banner -nostdin -loglevel error -filter_complex_threads 1')
  const outputs = levels.flatMap(({ crf }, index) => [
    ...words(`-map [video${index}] -map [audio${index}]`),
    ...words('-c:v libx264 -preset ultrafast -tune zerolatency -profile:v baseline -pix_fmt yuv420p'),
    ...words(`-threads 1 -crf ${crf} -r ${FRAME_RATE}`),
    ...words(`-g ${FRAMES_PER_SEGMENT} -keyint_min ${FRAMES_PER_SEGMENT} -sc_threshold 0`),
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
    // ffmpeg would start at 1.4 s; from 0, a segment's media time is known without reading it. One audio frame per
    // packet keeps sound and picture of a segment together.
    const offset = timestampOffsetMs > 0 ? `-output_ts_offset ${timestampOffsetMs / 1000} ` : ''
    return words(`${offset}-muxdelay 0 -muxpreload 0 -pes_payload_size 0 -f mpegts`)
  }
  const cut = parts ? ` -frag_duration ${PART_MS * 1000}` : ''
  return words(`-f mp4 -movflags frag_keyframe+empty_moov+default_base_moof${cut}`)
}

function filterGraph({ epochMs, warmFrames, run, levels, slate = false }: EncoderArguments): string {
  const { left, top } = clockLayout
  const frameUs = FRAME_MS * 1000
  const picture: PictureOptions = {
    startEpochMs: epochMs - warmFrames * FRAME_MS,
    frameMs: FRAME_MS,
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
      : `[painted]split[video0][copy];[copy]scale=${LEVELS[1].width}:${LEVELS[1].height}:flags=area[video1]`,
    `sine=f=330:r=48000${levels === 1 ? '[audio0]' : ',asplit[audio0][audio1]'}`,
  ].join(';')
}
