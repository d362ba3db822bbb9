import { describe, expect, it } from 'vitest'
import { toImage } from './i420.fixture.ts'
import {
  findPad,
  findSquare,
  isMarked,
  readStrip,
  readText,
  readWheel,
  type PictureImage,
} from './picture-code.ts'
import { createScene, type Scene, type SceneInput } from './scene.ts'

const nowMs = 1_790_000_000_123

interface Watched {
  readonly scene: Scene
  see(now: number): PictureImage
  input(event: Partial<SceneInput> & { type: SceneInput['type'] }, now?: number): void
}
function watch(width = 640, height = 360, worker = 3): Watched {
  const scene = createScene({ width, height, worker })
  return {
    scene,
    see: (now) => toImage(scene.paint(now), width, height),
    input: (event, now = nowMs) => scene.input(event as SceneInput, now),
  }
}
const down = (x: number, y: number): SceneInput => ({
  type: 'pointer',
  phase: 'down',
  x,
  y,
  pointerId: 1,
  pointerType: 'mouse',
  button: 0,
  buttons: 1,
})
const key = (phase: 'down' | 'up', code: string, typed = code): SceneInput => ({
  type: 'key',
  phase,
  code,
  key: typed,
  repeat: false,
})

describe.each([
  [640, 360],
  [320, 180],
  [160, 90],
])('a picture of %i × %i', (width, height) => {
  it('shows its time, worker and frame number', () => {
    const { see } = watch(width, height, 200)
    expect(readStrip(see(nowMs))).toEqual({ timeMs: nowMs, worker: 200, frame: 1 })
    expect(readStrip(see(nowMs + 33))).toEqual({ timeMs: nowMs + 33, worker: 200, frame: 2 })
  })

  it('shows a mark at a click for a second', () => {
    const { see, input } = watch(width, height)
    for (const [x, y] of [
      [0.1, 0.3],
      [0.9, 0.3],
      [0.4, 0.7],
    ] as const) {
      expect(isMarked(see(nowMs), x, y)).toBe(false)
      input(down(x, y))
      expect(isMarked(see(nowMs + 999), x, y)).toBe(true)
      expect(isMarked(see(nowMs + 1000), x, y)).toBe(false)
    }
  })

  it('shows the square at its place in the scene', () => {
    const { see, scene } = watch(width, height)
    const { x, y } = findSquare(see(nowMs))!
    expect(x).toBeCloseTo(scene.state().square.x, 1)
    expect(y).toBeCloseTo(scene.state().square.y, 1)
  })

  it('shows typed text', () => {
    const { see, input } = watch(width, height)
    expect(readText(see(nowMs))).toBe('')
    input({ type: 'text', value: 'Hé, you' })
    expect(readText(see(nowMs))).toBe('Hé, you')
  })

  it('shows how far the wheel was turned', () => {
    const { see, input } = watch(width, height)
    expect(readWheel(see(nowMs))).toBe(0)
    input({ type: 'wheel', x: 0, y: 0, deltaX: 0, deltaY: -600 })
    expect(readWheel(see(nowMs))).toBeCloseTo(0.5, 1)
    input({ type: 'wheel', x: 0, y: 0, deltaX: 0, deltaY: -1e300 })
    expect(readWheel(see(nowMs))).toBe(1)
  })

  it('shows where a gamepad points', () => {
    const { see, input } = watch(width, height)
    const before = findPad(see(nowMs))!
    input({ type: 'gamepad', index: 0, axes: [-1, 0.5], buttons: [] })
    const after = findPad(see(nowMs))!
    expect(after.x).toBeLessThan(before.x)
    expect(after.x).toBeCloseTo(0.1, 1)
  })
})

describe('a scene', () => {
  it.each([
    ['ArrowLeft', -1, 0],
    ['ArrowRight', 1, 0],
    ['ArrowUp', 0, -1],
    ['ArrowDown', 0, 1],
    ['KeyA', -1, 0],
    ['KeyD', 1, 0],
    ['KeyW', 0, -1],
    ['KeyS', 0, 1],
  ] as const)('moves its square while %s is held', (code, x, y) => {
    const { scene, input } = watch()
    scene.paint(nowMs)
    const before = scene.state().square
    input(key('down', code))
    scene.paint(nowMs + 50)
    const moved = scene.state().square
    expect([Math.sign(moved.x - before.x), Math.sign(moved.y - before.y)]).toEqual([x, y])
    input(key('up', code))
    scene.paint(nowMs + 100)
    expect(scene.state().square).toEqual(moved)
  })

  it('keeps its square inside the picture, and moves it max 100 ms’ worth after a stall', () => {
    const { scene, input } = watch()
    scene.paint(nowMs)
    input(key('down', 'ArrowRight'))
    scene.paint(nowMs + 60_000)
    expect(scene.state().square.x).toBeLessThan(0.6)
    for (let frame = 0; frame < 100; frame++) scene.paint(nowMs + 60_000 + frame * 100)
    expect(scene.state().square.x).toBe(0.92)
  })

  it('keeps the last 12 typed characters, and deletes with backspace', () => {
    const { scene, input } = watch()
    for (const letter of 'hello there you') input(key('down', 'KeyX', letter))
    expect(scene.state().text).toBe('lo there you')
    input(key('down', 'Backspace'))
    input(key('down', 'Shift'))
    input(key('down', 'KeyA', 'a'))
    expect(scene.state().text).toBe('lo there yo')
  })

  it('counts every event, and bounds its state', () => {
    const { scene, input } = watch()
    for (let count = 0; count < 1000; count++) {
      input(down(Math.random(), Math.random()))
      input(key('down', `Key${count}`, 'Unidentified'))
      input({ type: 'gamepad', index: 0, axes: [1e9, -1e9], buttons: [1e9] })
      input({ type: 'text', value: '🙂'.repeat(100) })
    }
    const { inputs, marks, text, pad } = scene.state()
    expect(inputs).toBe(4000)
    expect(marks.length).toBeLessThanOrEqual(32)
    expect([...text]).toHaveLength(12)
    expect(pad).toEqual({ x: 0.9, y: 0.25, pressed: true })
    expect(readText(toImage(scene.paint(nowMs), 640, 360))).toBe('????????????')
  })
})

describe('readStrip', () => {
  it('returns null without a valid strip', () => {
    const grey = { width: 640, height: 360, data: new Uint8ClampedArray(640 * 360 * 4).fill(120) }
    expect(readStrip(grey)).toBeNull()
    expect(readStrip({ ...grey, data: grey.data.slice(0, 100) })).toBeNull()
    expect(readStrip({ ...grey, width: 0 })).toBeNull()
    expect(readText(grey)).toBe('')
    expect(findSquare(grey)).toBeNull()
  })

  it('detects any single wrong cell', () => {
    const { scene } = watch(160, 90)
    const bytes = scene.paint(nowMs)
    for (let cell = 0; cell < 80; cell++) {
      const broken = Buffer.from(bytes)
      const [column, row] = [cell % 20, Math.floor(cell / 20)]
      for (let y = row * 4; y < row * 4 + 4; y++) {
        for (let x = column * 8; x < column * 8 + 8; x++)
          broken[y * 160 + x] = (broken[y * 160 + x] ?? 0) > 127 ? 16 : 235
      }
      expect(readStrip(toImage(broken, 160, 90))).toBeNull()
    }
  })
})
