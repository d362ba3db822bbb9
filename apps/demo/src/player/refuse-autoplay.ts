/**
 * Refuses to play until the viewer presses something, like a browser that refuses even muted video (iOS in low power
 * mode). A page cannot change the autoplay policy of its own browser, so `play()` is replaced.
 * Returns the function that allows play: the scenario calls it at the press.
 */
export function refuseAutoplay(): () => void {
  const { play } = HTMLMediaElement.prototype
  HTMLMediaElement.prototype.play = () =>
    Promise.reject(
      new DOMException(
        'play() failed because the user didn’t interact with the document first.',
        'NotAllowedError',
      ),
    )
  return () => {
    HTMLMediaElement.prototype.play = play
  }
}
