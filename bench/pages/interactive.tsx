import { createRoot } from 'react-dom/client'
import { gateway } from '@standby/gateway'
import '@standby/react/styles.css'
import { StreamPlayer } from '@standby/react'
import { whep } from '@standby/whep'
import { connectBare } from './bare-interactive.ts'
import { watchForMarks } from './click-to-photon.ts'

// `by=kit` uses the whole kit, `by=bare` only browser APIs.
const query = new URLSearchParams(location.search)
const place = document.getElementById('place')
if (!place) throw new Error('no place')
const url = query.get('url') ?? ''
if (query.get('by') === 'kit') {
  const source = gateway(url, {
    app: query.get('app') ?? '',
    media: { whep: (a) => whep({ url: a.url, token: a.token }) },
  })
  createRoot(place).render(<StreamPlayer source={source} options={{ muted: true, afk: false }} fill />)
} else connectBare(place, url, query.get('app') ?? '')
watchForMarks(place)
