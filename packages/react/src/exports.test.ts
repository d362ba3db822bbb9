import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import * as root from './index.ts'

const packageRoot = fileURLToPath(new URL('..', import.meta.url))
const { exports: doors } = JSON.parse(readFileSync(`${packageRoot}package.json`, 'utf8')) as {
  exports: Record<string, string | Record<string, string>>
}
const entries = Object.entries(doors).filter(
  (entry): entry is [string, Record<string, string>] => typeof entry[1] === 'object',
)
const kebab = (name: string) => name.replace(/(?<!^)([A-Z])/g, '-$1').toLowerCase()

describe('the exports of the package', () => {
  it('are all defined', () => {
    expect(Object.entries(root).filter(([, value]) => value === undefined)).toEqual([])
  })

  it('are a fixed list, because removing a name is a breaking change', () => {
    expect(Object.keys(root).sort()).toMatchInlineSnapshot(`
      [
        "AfkWarning",
        "AnnouncerOutlet",
        "AudioMenu",
        "CaptionsMenu",
        "ConnectingScreen",
        "ConnectionQuality",
        "Controls",
        "DisconnectScreen",
        "FarEndHint",
        "I18nProvider",
        "InputLockHint",
        "LiveBadge",
        "NotLiveScreen",
        "PlayGate",
        "QualityMenu",
        "QueueOverlay",
        "ReconnectBanner",
        "RuntimeWarning",
        "SeekBar",
        "SoundGate",
        "StallIndicator",
        "StatsPanel",
        "StreamInput",
        "StreamOverlays",
        "StreamPlayer",
        "StreamProvider",
        "StreamView",
        "StreamViewCorner",
        "TextField",
        "corners",
        "createSession",
        "parts",
        "slots",
        "streamViewAttributes",
        "surfaces",
        "useAfkWarning",
        "useAnnounce",
        "useAudioTracks",
        "useCountdown",
        "useCreateSession",
        "useDocumentTitle",
        "useFullscreen",
        "useInputLock",
        "useLive",
        "useLiveSample",
        "useMessage",
        "useMicrophone",
        "usePictureInPicture",
        "usePlayback",
        "useQuality",
        "useQueuePosition",
        "useReconnect",
        "useRuntimeWarning",
        "useSession",
        "useSessionActions",
        "useSessionEnd",
        "useSessionHandle",
        "useStatsPanel",
        "useStreamStats",
        "useTextInput",
        "useTextTracks",
      ]
    `)
  })

  it.each(entries)('at %s have the source condition first, and the source exists', (_, conditions) => {
    expect(Object.keys(conditions)[0]).toBe('standby-source')
    const source = conditions['standby-source'] ?? ''
    expect(existsSync(packageRoot + source.replace('*', 'en'))).toBe(true)
  })

  it.each(entries)('at %s lead to the files that the build makes of that source', (_, conditions) => {
    const built = (conditions['standby-source'] ?? '').replace('./src/', './dist/').replace(/\.tsx?$/, '.js')
    expect(conditions['default']).toBe(built)
    expect(conditions['types']).toBe(built.endsWith('.css') ? undefined : built.replace(/\.js$/, '.d.ts'))
  })

  it('include the parts of every component that has parts', async () => {
    const withParts = [
      'AfkWarning',
      'ConnectingScreen',
      'ConnectionQuality',
      'Controls',
      'DisconnectScreen',
      'FarEndHint',
      'InputLockHint',
      'LiveBadge',
      'NotLiveScreen',
      'PlayGate',
      'QueueOverlay',
      'ReconnectBanner',
      'RuntimeWarning',
      'SeekBar',
      'SoundGate',
      'StallIndicator',
      'StatsPanel',
      'TextField',
    ] as const
    for (const name of withParts) {
      expect(root).toHaveProperty(name)
      expect(doors[`./${kebab(name)}`]).toMatchObject({
        'standby-source': `./src/components/${name}/index.ts`,
      })
    }
  })
})
