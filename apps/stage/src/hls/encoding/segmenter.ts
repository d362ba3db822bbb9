/** Receives the output of a segmenter for one level. */
export interface SegmenterOutput {
  /** The initialization segment (fMP4 only), once, before the first part. */
  init(bytes: Buffer): void
  /** The parts of the open segment, in order. Without parts, each segment comes as one part. */
  part(part: { bytes: Buffer; frames: number; lastOfSegment: boolean }): void
}

/** Cuts the byte stream of one level into segments. */
export interface Segmenter {
  write(chunk: Buffer): void
}
