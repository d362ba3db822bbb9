import react from '@vitejs/plugin-react'
import { defaultAllowedOrigins, defaultClientConditions, defineConfig } from 'vite'
import { scenarioList } from './scenario-list.ts'

export default defineConfig({
  plugins: [react(), scenarioList()],
  resolve: { conditions: ['standby-source', ...defaultClientConditions] },
  define: { __STAGE_PORT__: JSON.stringify(process.env['STAGE_PORT'] ?? '4174') },
  optimizeDeps: {
    include: ['react', 'react-dom/client', 'xstate', '@xstate/react', 'hls.js', 'hls.js/light'],
  },
  server: {
    host: '127.0.0.1',
    port: 4173,
    strictPort: true,
    // A website that is open beside the demo reads nothing here: not by its origin, and not by a name of its own for this machine.
    allowedHosts: ['localhost'],
    cors: { origin: defaultAllowedOrigins },
  },
})
