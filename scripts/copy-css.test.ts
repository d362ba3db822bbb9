import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { copyCss } from './copy-css.mjs'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'copy-css-'))
  mkdirSync(join(folder, 'src/QueueOverlay'), { recursive: true })
  writeFileSync(join(folder, 'src/styles.css'), '@import "./QueueOverlay/QueueOverlay.css";')
  writeFileSync(join(folder, 'src/QueueOverlay/QueueOverlay.css'), '.queue {}')
  writeFileSync(join(folder, 'src/QueueOverlay/QueueOverlay.tsx'), 'export {}')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('copies only stylesheets, to the same relative places, so that their imports work', () => {
  copyCss(join(folder, 'src'), join(folder, 'dist'))
  const copied = readdirSync(join(folder, 'dist'), { recursive: true, encoding: 'utf8' }).sort()
  expect(copied).toEqual(['QueueOverlay', 'QueueOverlay/QueueOverlay.css', 'styles.css'])
  expect(readFileSync(join(folder, 'dist/QueueOverlay/QueueOverlay.css'), 'utf8')).toBe('.queue {}')
})

it('overwrites stylesheets of an earlier build', () => {
  copyCss(join(folder, 'src'), join(folder, 'dist'))
  writeFileSync(join(folder, 'src/styles.css'), '/* new */')
  copyCss(join(folder, 'src'), join(folder, 'dist'))
  expect(readFileSync(join(folder, 'dist/styles.css'), 'utf8')).toBe('/* new */')
})
