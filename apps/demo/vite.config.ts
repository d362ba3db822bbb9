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
    // A website open in another tab must not read the demo. CORS blocks its origin, and `allowedHosts` blocks a host name
    // of its own that points to this machine.
    allowedHosts: ['localhost'],
    cors: { origin: defaultAllowedOrigins },
  },
})
