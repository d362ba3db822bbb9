import { afterEach, describe, expect, it } from 'vitest'
import { picturePoint } from './picture-point.ts'

afterEach(() => document.body.replaceChildren())

/** A video that claims a 16:9 picture without loading one. */
function videoOf(style: Partial<CSSStyleDeclaration>, picture = { videoWidth: 1600, videoHeight: 900 }) {
  const video = document.createElement('video')
  for (const [name, value] of Object.entries(picture)) Object.defineProperty(video, name, { value })
  Object.assign(video.style, { display: 'block', objectFit: 'contain', ...style })
  document.body.append(video)
  return video
}
const point = (x: number, y: number, video: HTMLVideoElement) => {
  const found = picturePoint(x, y, video)
  return found && { x: Number(found.x.toFixed(4)), y: Number(found.y.toFixed(4)), inside: found.inside }
}

describe('a picture that fits', () => {
  const video = () => videoOf({ width: '800px', height: '450px' })
  it.each([
    [0, 0, { x: 0, y: 0, inside: true }],
    [400, 225, { x: 0.5, y: 0.5, inside: true }],
    [800, 450, { x: 1, y: 1, inside: true }],
    [200, 45, { x: 0.25, y: 0.1, inside: true }],
  ])('maps %i, %i', (x, y, expected) => expect(point(x, y, video())).toEqual(expected))

  it('maps a pointer outside the view to the edge', () => {
    expect(point(-40, 900, video())).toEqual({ x: 0, y: 1, inside: false })
  })
})

describe('a picture with bars above and below (letterbox)', () => {
  // 800 × 450 in 800 × 650: bars of 100 px.
  const video = () => videoOf({ width: '800px', height: '650px' })
  it.each([
    [0, 100, { x: 0, y: 0, inside: true }],
    [400, 325, { x: 0.5, y: 0.5, inside: true }],
    [800, 550, { x: 1, y: 1, inside: true }],
    [400, 99, { x: 0.5, y: 0, inside: false }],
    [400, 640, { x: 0.5, y: 1, inside: false }],
  ])('maps %i, %i', (x, y, expected) => expect(point(x, y, video())).toEqual(expected))
})

describe('a picture with bars at the sides (pillarbox)', () => {
  // 800 × 450 in 1000 × 450: bars of 100 px.
  const video = () => videoOf({ width: '1000px', height: '450px' })
  it.each([
    [100, 0, { x: 0, y: 0, inside: true }],
    [900, 450, { x: 1, y: 1, inside: true }],
    [50, 225, { x: 0, y: 0.5, inside: false }],
  ])('maps %i, %i', (x, y, expected) => expect(point(x, y, video())).toEqual(expected))

  it('is mapped the same in right-to-left text', () => {
    document.body.dir = 'rtl'
    expect(point(300, 225, video())).toEqual({ x: 0.25, y: 0.5, inside: true })
    document.body.dir = ''
  })

  it('is mapped by its object-position', () => {
    const left = videoOf({ width: '1000px', height: '450px', objectPosition: '0% 50%' })
    expect(point(400, 225, left)).toEqual({ x: 0.5, y: 0.5, inside: true })
    const nudged = videoOf({ width: '1000px', height: '450px', objectPosition: '50px 0px' })
    expect(point(450, 225, nudged)).toEqual({ x: 0.5, y: 0.5, inside: true })
  })
})

describe('a picture with object-fit cover', () => {
  // 800 × 450 behind a window of 400 × 450: 200 px are cut off at each side.
  const video = () => videoOf({ width: '400px', height: '450px', objectFit: 'cover' })
  it.each([
    [0, 0, { x: 0.25, y: 0, inside: true }],
    [200, 225, { x: 0.5, y: 0.5, inside: true }],
    [400, 450, { x: 0.75, y: 1, inside: true }],
    [-100, 225, { x: 0.125, y: 0.5, inside: false }],
  ])('maps %i, %i', (x, y, expected) => expect(point(x, y, video())).toEqual(expected))
})

describe('object-fit', () => {
  it('fill stretches the picture', () => {
    const video = videoOf({ width: '400px', height: '400px', objectFit: 'fill' })
    expect(point(100, 300, video)).toEqual({ x: 0.25, y: 0.75, inside: true })
  })
  it('none keeps the size of the picture', () => {
    const video = videoOf({ width: '2000px', height: '900px', objectFit: 'none' })
    expect(point(200, 0, video)).toEqual({ x: 0, y: 0, inside: true })
  })
  it('scale-down only shrinks the picture', () => {
    const large = videoOf({ width: '2000px', height: '900px', objectFit: 'scale-down' })
    expect(point(1000, 450, large)).toEqual({ x: 0.5, y: 0.5, inside: true })
    const small = videoOf({ width: '800px', height: '650px', objectFit: 'scale-down' })
    expect(point(0, 100, small)).toEqual({ x: 0, y: 0, inside: true })
  })
})

describe('a video that the page transforms is mapped', () => {
  it('when it is mirrored', () => {
    const video = videoOf({ width: '800px', height: '450px', transform: 'scaleX(-1)' })
    expect(point(200, 45, video)).toEqual({ x: 0.75, y: 0.1, inside: true })
  })
  it('when it is rotated by 180°', () => {
    const video = videoOf({ width: '800px', height: '450px', transform: 'rotate(180deg)' })
    expect(point(200, 45, video)).toEqual({ x: 0.75, y: 0.9, inside: true })
  })
  it('when it is scaled', () => {
    const video = videoOf({ width: '800px', height: '450px', transform: 'scale(2)' })
    expect(point(200, 225, video)).toEqual({ x: 0.375, y: 0.5, inside: true })
  })
})

it('picturePoint is null while there is no picture', () => {
  expect(
    picturePoint(1, 1, videoOf({ width: '800px', height: '450px' }, { videoWidth: 0, videoHeight: 0 })),
  ).toBeNull()
})
