import type { EpicLibrary, EpicPlayer } from './epic.ts'
import type { PixelStreamingOptions } from './options.ts'

/** What the session does itself, whatever else is set. */
const owned = {
  AutoConnect: false,
  // No second try behind the session's back.
  MaxReconnectAttempts: 0,
  // Its pings end the socket; ours end the session's wait.
  KeepaliveDelay: 0,
  TimeoutIfIdle: false,
  // Sound and picture are in the session's own element.
  AutoPlayVideo: false,
  StartVideoMuted: true,
  // Its listeners are on the whole page. Input comes from the view, while it has the focus.
  KeyboardInput: false,
  MouseInput: false,
  TouchInput: false,
  GamepadInput: false,
  XRControllerInput: false,
  // It measures its own element, which is nowhere.
  MatchViewportRes: false,
  HideUI: true,
}

/** One instance of Epic's player, for one attempt. It has no method that lets go of everything; `release` does. */
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
  // Never put into the page: its elements are out of sight and out of the tab order, and go with it.
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
  // It would measure once a second what is measured anyway, and fail after its end.
  webRtcController.getStats = () => {}
  return {
    player,
    release() {
      remove()
      // It goes on until the socket has closed, which takes a minute where the network is gone.
      clearInterval(webRtcController.statsTimerHandle)
      webRtcController.peerConnectionController?.peerConnection?.close()
    },
  }
}

/** The player listens on the window from its constructor on, with functions that nobody else knows. */
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
