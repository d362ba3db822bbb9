import { createRoot } from 'react-dom/client'
import { gateway } from '@standby/gateway'
import '@standby/react/styles.css'
import { StreamPlayer } from '@standby/react'
import { whep } from '@standby/whep'
import { connectBare } from './bare-interactive.ts'
import { watchForMarks } from './click-to-photon.ts'

// `by=kit` uses the whole kit, `by=bare` only browser APIs.
const query = new URLSearchParams(location.search)
const container = document.getElementById('container')
if (!container) throw new Error('no container')
const url = query.get('url') ?? ''
if (query.get('by') === 'kit') {
  const source = gateway(url, {
    app: query.get('app') ?? '',
    media: { whep: (a) => whep({ url: a.url, token: a.token }) },
  })
  createRoot(container).render(<StreamPlayer source={source} options={{ muted: true, afk: false }} fill />)
} else connectBare(container, url, query.get('app') ?? '')
watchForMarks(container)
