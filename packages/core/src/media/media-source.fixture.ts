/** Real media for tests in a browser, generated when needed. */

/** A picture that changes its colour 30 times a second. */
export function movingPicture(): {
  readonly stream: MediaStream
  readonly canvas: HTMLCanvasElement
  freeze(): void
  move(): void
} {
  const canvas = document.createElement('canvas')
  canvas.width = 320
  canvas.height = 180
  const context = canvas.getContext('2d')
  let hue = 0
  let timer: ReturnType<typeof setInterval> | undefined
  const paint = () => {
    if (!context) return
    hue = (hue + 7) % 360
    context.fillStyle = `hsl(${hue} 80% 50%)`
    context.fillRect(0, 0, canvas.width, canvas.height)
  }
  const move = () => {
    timer ??= setInterval(paint, 33)
  }
  move()
  return {
    stream: canvas.captureStream(30),
    canvas,
    move,
    freeze() {
      clearInterval(timer)
      timer = undefined
    },
  }
}

/** A picture of one colour, as a stream that sends a frame at least ten times a second. */
export function plainPicture(colour: string): { readonly stream: MediaStream; stop(): void } {
  const canvas = document.createElement('canvas')
  canvas.width = 320
  canvas.height = 180
  const context = canvas.getContext('2d')
  const paint = () => {
    if (!context) return
    context.fillStyle = colour
    context.fillRect(0, 0, canvas.width, canvas.height)
  }
  paint()
  const timer = setInterval(paint, 50)
  return { stream: canvas.captureStream(30), stop: () => clearInterval(timer) }
}

/** A silent sound file without a picture. Autoplay policies treat it as sound. */
export function silence(seconds: number): string {
  const rate = 8000
  const samples = rate * seconds
  const bytes = new DataView(new ArrayBuffer(44 + samples))
  const text = (offset: number, value: string) => {
    for (let i = 0; i < value.length; i++) bytes.setUint8(offset + i, value.charCodeAt(i))
  }
  text(0, 'RIFF')
  bytes.setUint32(4, 36 + samples, true)
  text(8, 'WAVEfmt ')
  bytes.setUint32(16, 16, true)
  bytes.setUint16(20, 1, true)
  bytes.setUint16(22, 1, true)
  bytes.setUint32(24, rate, true)
  bytes.setUint32(28, rate, true)
  bytes.setUint16(32, 1, true)
  bytes.setUint16(34, 8, true)
  text(36, 'data')
  bytes.setUint32(40, samples, true)
  for (let i = 0; i < samples; i++) bytes.setUint8(44 + i, 128)
  return URL.createObjectURL(new Blob([bytes], { type: 'audio/wav' }))
}

const recordingType = 'video/webm;codecs=vp8'

/** Records a moving picture: `chunks` chunks of about 0.5 s each. */
export async function record(chunks: number): Promise<readonly ArrayBuffer[]> {
  const picture = movingPicture()
  const recorder = new MediaRecorder(picture.stream, { mimeType: recordingType })
  const parts: Blob[] = []
  await new Promise<void>((resolve) => {
    recorder.ondataavailable = ({ data }) => {
      if (data.size) parts.push(data)
      if (parts.length === chunks && recorder.state === 'recording') recorder.stop()
    }
    recorder.onstop = () => resolve()
    recorder.start(500)
  })
  picture.freeze()
  return Promise.all(parts.map((part) => part.arrayBuffer()))
}

/** Feeds a `<video>` chunk by chunk, as a player of segments does. */
export async function feed(
  video: HTMLVideoElement,
): Promise<{ append(chunk: ArrayBuffer): Promise<void>; end(): void }> {
  const source = new MediaSource()
  video.src = URL.createObjectURL(source)
  await new Promise((resolve) => source.addEventListener('sourceopen', resolve, { once: true }))
  const buffer = source.addSourceBuffer(recordingType)
  return {
    async append(chunk) {
      const done = new Promise((resolve) => buffer.addEventListener('updateend', resolve, { once: true }))
      buffer.appendBuffer(chunk)
      await done
    },
    end: () => source.endOfStream(),
  }
}
