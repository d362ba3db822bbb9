import type { EpicLibrary, EpicPlayer } from './epic.ts'
import type { PixelStreamingOptions } from '../options.ts'

/** Settings that the session owns. They override the page's settings. */
const owned = {
  AutoConnect: false,
  // Only the session makes attempts.
  MaxReconnectAttempts: 0,
  // The library's pings would close the socket. The kit sends its own pings.
  KeepaliveDelay: 0,
  TimeoutIfIdle: false,
  // The session's own element plays audio and video.
  AutoPlayVideo: false,
  StartVideoMuted: true,
  // The library listens on the whole page. The kit sends only input of the view, while it has the focus.
  KeyboardInput: false,
  MouseInput: false,
  TouchInput: false,
  GamepadInput: false,
  XRControllerInput: false,
  // The library would measure its own element, which is not in the page.
  MatchViewportRes: false,
  HideUI: true,
}

/** One instance of Epic's player, for one attempt. It has no method that frees everything, so call `release`. */
export function createPlayer(
  library: EpicLibrary,
  url: string,
  { streamerId, settings, protocols }: Pick<PixelStreamingOptions, 'streamerId' | 'settings' | 'protocols'>,
): { readonly player: EpicPlayer; release(): void } {
  const initialSettings = {
    ...settings,
    ...owned,
    ss: url,
    ...(streamerId !== undefined && { StreamerId: streamerId }),
  }
  // Never added to the page, so its elements are neither visible nor in the tab order.
  const videoElementParent = document.createElement('div')
  const { made: player, remove } = recordWindowListeners(
    () =>
      new library.PixelStreaming(
        new library.Config({
          initialSettings,
          useUrlParams: false,
          ...(protocols !== undefined && {
            webSocketProtocols: typeof protocols == 'string' ? protocols : [...protocols],
          }),
        }),
        { videoElementParent },
      ),
  )
  const { webRtcController } = player
  // The library would measure once a second, which the kit already does, and throw after its end.
  webRtcController.getStats = () => {}
  return {
    player,
    release() {
      remove()
      // It would run until the socket has closed, which takes a minute without a network.
      clearInterval(webRtcController.statsTimerHandle)
      webRtcController.peerConnectionController?.peerConnection?.close()
    },
  }
}

/** The player adds listeners to the window in its constructor and never removes them, so they are recorded here. */
function recordWindowListeners<T>(make: () => T): { readonly made: T; remove(): void } {
  const listeners: Parameters<Window['addEventListener']>[] = []
  const own = Object.getOwnPropertyDescriptor(window, 'addEventListener')
  const add = window.addEventListener
  Object.defineProperty(window, 'addEventListener', {
    configurable: true,
    writable: true,
    value: (...listener: Parameters<Window['addEventListener']>) => {
      listeners.push(listener)
      add.apply(window, listener)
    },
  })
  const remove = (): void => {
    for (const [type, listener, options] of listeners.splice(0))
      window.removeEventListener(type, listener, options)
  }
  try {
    return { made: make(), remove }
  } catch (error) {
    remove()
    throw error
  } finally {
    if (own) Object.defineProperty(window, 'addEventListener', own)
    else delete (window as { addEventListener?: unknown }).addEventListener
  }
}
