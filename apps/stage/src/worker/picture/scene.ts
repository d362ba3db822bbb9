import type { ClientFrame } from '@standby/whep/data-channel'
import { black, createCanvas, white, type Canvas, type Colour } from './canvas.ts'
import {
  characterBits,
  markLayout,
  padLayout,
  squareLayout,
  stripBits,
  stripLayout,
  textLayout,
  wheelLayout,
} from './picture-code.ts'

export type SceneInput = Extract<ClientFrame, { type: 'input' }>['event']

export interface SceneState {
  /** Frames painted so far. */
  readonly frame: number
  /** Input events so far. */
  readonly inputs: number
  /** Middle of the square that keys move, as fractions of the picture. */
  readonly square: { readonly x: number; readonly y: number }
  readonly marks: readonly { readonly x: number; readonly y: number }[]
  readonly text: string
  /** 0 to 1. */
  readonly wheel: number
  readonly pad: { readonly x: number; readonly y: number; readonly pressed: boolean }
}

/** A small interactive world: input changes it, and each frame shows its state. */
export interface Scene {
  input(event: SceneInput, now?: number): void
  /** Releases all keys, when their viewer is gone. */
  releaseKeys(): void
  /** Paints the world at `now`, epoch ms. The buffer is reused for the next frame. */
  paint(now: number): Buffer
  state(): SceneState
}

export interface SceneOptions {
  readonly width: number
  readonly height: number
  /** Painted into every frame. */
  readonly worker: number
}

const directions: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  KeyA: [-1, 0],
  KeyD: [1, 0],
  KeyW: [0, -1],
  KeyS: [0, 1],
}

/** Speed of the square, picture widths a second. */
const squareSpeed = 0.5
/** Wheel delta that fills the whole bar, pixels. */
const wheelPixels = 1200
const maxMarks = 32
const maxKeys = 16
const squareColour: Colour = { luma: 110, blue: 190, red: 200 }
const padColour: Colour = { luma: 150, blue: 70, red: 60 }

export function createScene({ width, height, worker }: SceneOptions): Scene {
  const canvas = createCanvas(width, height)
  const background = createBackground(canvas)
  const keys = new Set<string>()
  let marks: { x: number; y: number; until: number }[] = []
  let [frame, inputs, wheel, text, paintedAt] = [0, 0, 0, '', 0]
  let square = { x: 0.5, y: 0.6 }
  let pad = { x: 0.75, y: 0.6, pressed: false }

  const handlers: {
    [Type in SceneInput['type']]: (event: Extract<SceneInput, { type: Type }>, now: number) => void
  } = {
    pointer({ phase, x, y }, now) {
      if (phase === 'down') marks = [...marks, { x, y, until: now + markLayout.lastsMs }].slice(-maxMarks)
    },
    wheel({ deltaY }) {
      wheel = clamp(wheel - deltaY / wheelPixels)
    },
    key({ phase, code, key }) {
      if (phase === 'up') return void keys.delete(code)
      if (keys.size < maxKeys) keys.add(code)
      if (key === 'Backspace') text = [...text].slice(0, -1).join('')
      else if ([...key].length === 1 && !Object.hasOwn(directions, code)) write(key)
    },
    text({ value }) {
      write(value)
    },
    gamepad({ axes, buttons }) {
      pad = {
        x: clamp(0.5 + clamp(axes[0] ?? 0, -1) * 0.4),
        y: clamp(0.5 + clamp(axes[1] ?? 0, -1) * 0.25),
        pressed: buttons.some((value) => value > 0.5),
      }
    },
  }
  const write = (typed: string): void => {
    text = [...text, ...typed].slice(-textLayout.characters).join('')
  }

  const move = (now: number): void => {
    // A stall must not throw the square across the picture.
    const seconds = paintedAt === 0 ? 0 : Math.min(100, Math.max(0, now - paintedAt)) / 1000
    paintedAt = now
    for (const code of keys) {
      const [x, y] = directions[code] ?? [0, 0]
      square = {
        x: clamp(square.x + x * squareSpeed * seconds, 0.05, 0.92),
        y: clamp(square.y + (y * squareSpeed * seconds * width) / height, 0.25, 0.78),
      }
    }
    marks = marks.filter((mark) => mark.until > now)
  }

  const centred = (at: { x: number; y: number }, size: number, colour: Colour): void => {
    const tall = (size * width) / height
    canvas.fill({ x: at.x - size / 2, y: at.y - tall / 2, width: size, height: tall }, colour)
  }

  return {
    input(event, now = Date.now()) {
      inputs++
      const handle = handlers[event.type] as (event: SceneInput, now: number) => void
      handle(event, now)
    },
    releaseKeys: () => keys.clear(),
    paint(now) {
      move(now)
      frame++
      background(now)
      paintWheel(canvas, wheel)
      centred(pad, pad.pressed ? padLayout.size * 2 : padLayout.size, padColour)
      centred(square, squareLayout.size, squareColour)
      for (const mark of marks) centred(mark, markLayout.size, white)
      paintText(canvas, text)
      paintStrip(canvas, stripBits({ timeMs: Math.round(now), worker, frame }))
      return canvas.bytes
    },
    state: () => ({
      frame,
      inputs,
      square,
      marks: marks.map(({ x, y }) => ({ x, y })),
      text,
      wheel,
      pad,
    }),
  }
}

/** Drifting hills in bands of different offset: motion everywhere, and nothing as bright as a mark. */
function createBackground({ width, height, luma, blue, red }: Canvas): (now: number) => void {
  const hills = Buffer.alloc(width * 2)
  for (let x = 0; x < hills.length; x++) {
    hills[x] = 74 + 30 * Math.sin((x / width) * Math.PI * 4) + 8 * Math.sin((x / width) * Math.PI * 24)
  }
  const band = Math.max(2, Math.round(height / 12))
  return (now) => {
    const drift = Math.floor(((now % 60_000) / 1000) * (width / 10))
    for (let y = 0; y < height; y++) {
      const from = (drift + Math.floor(y / band) * Math.round(width / 37)) % width
      hills.copy(luma, y * width, from, from + width)
    }
    blue.fill(126 + 8 * Math.sin(now / 2000))
    red.fill(130 + 6 * Math.sin(now / 1500))
  }
}

function paintStrip(canvas: Canvas, bits: readonly boolean[]): void {
  const { columns, rows, height } = stripLayout
  bits.forEach((bit, cell) =>
    canvas.fill(
      {
        x: (cell % columns) / columns,
        y: (Math.floor(cell / columns) * height) / rows,
        width: 1 / columns,
        height: height / rows,
      },
      bit ? white : black,
    ),
  )
}

function paintText(canvas: Canvas, text: string): void {
  const { characters, columns, rows, top, height } = textLayout
  ;[...text].forEach((character, place) =>
    characterBits(character).forEach((bit, cell) =>
      canvas.fill(
        {
          x: (place + (cell % columns) / columns) / characters,
          y: top + (Math.floor(cell / columns) * height) / rows,
          width: 1 / characters / columns,
          height: height / rows,
        },
        bit ? white : black,
      ),
    ),
  )
}

function paintWheel(canvas: Canvas, level: number): void {
  const { left, width, top, height } = wheelLayout
  canvas.fill({ x: left, y: top, width, height }, black)
  canvas.fill({ x: left, y: top + height * (1 - level), width, height: height * level }, white)
}

function clamp(value: number, min = 0, max = 1): number {
  return Math.max(min, Math.min(max, value))
}
