/** What a segmenter makes of one level of an encoder's output. */
export interface SegmenterOutput {
  /** The initialization segment (fMP4 only), once, before the first part. */
  init(bytes: Buffer): void
  /** A part of the open segment, in order. A segmenter that cuts no parts hands over each segment as its one part. */
  part(part: { bytes: Buffer; frames: number; lastOfSegment: boolean }): void
}

/** Cuts the byte stream of one level into segments. */
export interface Segmenter {
  write(chunk: Buffer): void
}
