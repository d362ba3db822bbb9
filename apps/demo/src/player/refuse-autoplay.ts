/**
 * Lets nothing play until a viewer presses something, as browsers do that refuse even without sound (iOS in low power
 * mode). Needed because the policy of the browser that runs this page cannot be changed from inside.
 * Returns the function that ends it: the press itself.
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
