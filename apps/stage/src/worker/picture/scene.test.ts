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

const NOW = 1_790_000_000_123

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
    input: (event, now = NOW) => scene.input(event as SceneInput, now),
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
  it('says when it was painted, by which worker, and which frame it is', () => {
    const { see } = watch(width, height, 200)
    expect(readStrip(see(NOW))).toEqual({ timeMs: NOW, worker: 200, frame: 1 })
    expect(readStrip(see(NOW + 33))).toEqual({ timeMs: NOW + 33, worker: 200, frame: 2 })
  })

  it('shows a mark where it was clicked, for a second', () => {
    const { see, input } = watch(width, height)
    for (const [x, y] of [
      [0.1, 0.3],
      [0.9, 0.3],
      [0.4, 0.7],
    ] as const) {
      expect(isMarked(see(NOW), x, y)).toBe(false)
      input(down(x, y))
      expect(isMarked(see(NOW + 999), x, y)).toBe(true)
      expect(isMarked(see(NOW + 1000), x, y)).toBe(false)
    }
  })

  it('shows the square where the scene has it', () => {
    const { see, scene } = watch(width, height)
    const { x, y } = findSquare(see(NOW))!
    expect(x).toBeCloseTo(scene.state().square.x, 1)
    expect(y).toBeCloseTo(scene.state().square.y, 1)
  })

  it('shows what was typed', () => {
    const { see, input } = watch(width, height)
    expect(readText(see(NOW))).toBe('')
    input({ type: 'text', value: 'Hé, you' })
    expect(readText(see(NOW))).toBe('Hé, you')
  })

  it('shows how far the wheel was turned', () => {
    const { see, input } = watch(width, height)
    expect(readWheel(see(NOW))).toBe(0)
    input({ type: 'wheel', x: 0, y: 0, deltaX: 0, deltaY: -600 })
    expect(readWheel(see(NOW))).toBeCloseTo(0.5, 1)
    input({ type: 'wheel', x: 0, y: 0, deltaX: 0, deltaY: -1e300 })
    expect(readWheel(see(NOW))).toBe(1)
  })

  it('shows where a gamepad points', () => {
    const { see, input } = watch(width, height)
    const before = findPad(see(NOW))!
    input({ type: 'gamepad', index: 0, axes: [-1, 0.5], buttons: [] })
    const after = findPad(see(NOW))!
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
    scene.paint(NOW)
    const before = scene.state().square
    input(key('down', code))
    scene.paint(NOW + 50)
    const moved = scene.state().square
    expect([Math.sign(moved.x - before.x), Math.sign(moved.y - before.y)]).toEqual([x, y])
    input(key('up', code))
    scene.paint(NOW + 100)
    expect(scene.state().square).toEqual(moved)
  })

  it('keeps its square inside, and does not throw it after a stall', () => {
    const { scene, input } = watch()
    scene.paint(NOW)
    input(key('down', 'ArrowRight'))
    scene.paint(NOW + 60_000)
    expect(scene.state().square.x).toBeLessThan(0.6)
    for (let frame = 0; frame < 100; frame++) scene.paint(NOW + 60_000 + frame * 100)
    expect(scene.state().square.x).toBe(0.92)
  })

  it('writes what keys type, the last twelve characters, and takes back', () => {
    const { scene, input } = watch()
    for (const letter of 'hello there you') input(key('down', 'KeyX', letter))
    expect(scene.state().text).toBe('lo there you')
    input(key('down', 'Backspace'))
    input(key('down', 'Shift'))
    input(key('down', 'KeyA', 'a'))
    expect(scene.state().text).toBe('lo there yo')
  })

  it('counts every event, and bounds what they leave behind', () => {
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
    expect(readText(toImage(scene.paint(NOW), 640, 360))).toBe('????????????')
  })
})

describe('reading a strip', () => {
  it('gives null for what is no valid one', () => {
    const grey = { width: 640, height: 360, data: new Uint8ClampedArray(640 * 360 * 4).fill(120) }
    expect(readStrip(grey)).toBeNull()
    expect(readStrip({ ...grey, data: grey.data.slice(0, 100) })).toBeNull()
    expect(readStrip({ ...grey, width: 0 })).toBeNull()
    expect(readText(grey)).toBe('')
    expect(findSquare(grey)).toBeNull()
  })

  it('notices every single cell that is wrong', () => {
    const { scene } = watch(160, 90)
    const bytes = scene.paint(NOW)
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
