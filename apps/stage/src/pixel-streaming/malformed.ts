import { fromStreamer, writeText } from './streamer/data-channel.ts'

/** Malformed frames from a signalling server to a player. None of them may end a healthy session. */
export function malformedFrames(): readonly (string | Buffer)[] {
  return [
    '',
    'not json',
    '{"type":"offer"',
    'null',
    '[]',
    '42',
    '"config"',
    '{}',
    '{"type":17}',
    '{"type":"noSuchMessage","value":1}',
    '{"type":"__proto__"}',
    '{"type":"iceCandidate"}',
    '{"type":"iceCandidate","candidate":{"candidate":"candidate:nonsense","sdpMid":"0","sdpMLineIndex":0}}',
    '{"type":"playerCount","count":"many"}',
    '{"type":"pong","time":"later"}',
    '{"type":"queue"}',
    '{"type":"queue","queue":{"index":"first","queueLength":-1,"estimatedWaitTime":1e300,"valueType":"fortnights"}}',
    '{"type":"queue","position":"NaN","message":{}}',
    `{"type":"letter","reason":"${'x'.repeat(100_000)}"}`,
    Buffer.from([0, 1, 2, 255]),
  ]
}

/** Malformed messages from a streamer on the data channel. */
export function malformedBytes(): readonly Buffer[] {
  return [
    Buffer.from([200]),
    Buffer.from([fromStreamer.QualityControlOwnership]),
    Buffer.from([fromStreamer.Response, 0]),
    writeText('Response', '{"cut":'),
    writeText('Command', 'no json'),
    writeText('Command', '{"command":7}'),
    writeText('InitialSettings', '{"Encoder":'),
    writeText('LatencyTest', 'null'),
    writeText('VideoEncoderAvgQP', 'much'),
    writeText('Protocol', '{"Direction":9}'),
    writeText('Protocol', 'no json'),
  ]
}
