interface Assigned {
  readonly type: string
  readonly id: number
  readonly media: { readonly url: string; readonly token: string }
}

/** What an app would write without the kit, for this stage only: no queue, liveness check, retry or letterbox. */
export function connectBare(container: HTMLElement, url: string, app: string): void {
  const socket = new WebSocket(url, 'standby.v1')
  socket.onopen = () => socket.send(JSON.stringify({ type: 'request', app, media: ['whep'] }))
  socket.onmessage = ({ data }: MessageEvent<string>) => {
    const message = JSON.parse(data) as Assigned
    if (message.type === 'ping') socket.send(JSON.stringify({ type: 'pong', id: message.id }))
    if (message.type === 'assigned') void play(container, message.media)
  }
}

async function play(container: HTMLElement, media: Assigned['media']): Promise<void> {
  const peer = new RTCPeerConnection()
  const video = document.createElement('video')
  Object.assign(video, { muted: true, autoplay: true, playsInline: true })
  Object.assign(video.style, { position: 'absolute', width: '100%', height: '100%' })
  container.append(video)
  const stream = new MediaStream()
  peer.ontrack = ({ track }) => stream.addTrack(track)
  // Set before negotiation: set on the track event, pictures came 0.1 s later.
  for (const kind of ['video', 'audio'])
    peer.addTransceiver(kind, { direction: 'recvonly' }).receiver.jitterBufferTarget = 0
  const channel = peer.createDataChannel('standby.v1')
  for (const phase of ['down', 'up'] as const)
    container.addEventListener(`pointer${phase}`, (event) => {
      const { offsetX, offsetY, pointerId, button, buttons } = event
      const [x, y] = [offsetX / container.clientWidth, offsetY / container.clientHeight]
      const input = { type: 'pointer', phase, x, y, pointerId, pointerType: 'mouse', button, buttons }
      channel.send(JSON.stringify({ type: 'input', event: input }))
    })
  channel.onopen = () => container.setAttribute('data-standby', 'stream-input')
  await peer.setLocalDescription()
  await new Promise<void>((resolve) => {
    peer.onicegatheringstatechange = () => peer.iceGatheringState === 'complete' && resolve()
  })
  const answer = await fetch(media.url, {
    method: 'POST',
    headers: { 'content-type': 'application/sdp', authorization: `Bearer ${media.token}` },
    body: peer.localDescription?.sdp ?? '',
  })
  await peer.setRemoteDescription({ type: 'answer', sdp: await answer.text() })
  video.srcObject = stream
}
