/*
 * The global styles of common app templates. As text, not as .css files: they belong to host pages and must not be
 * published with the kit's sheets.
 */

/** Global styles of Vite's React template. */
export const vite = `
:root {
  --text: #6b6375;
  --text-h: #08060d;
  font:
    18px / 145% Georgia,
    serif;
  letter-spacing: 0.18px;
  color-scheme: light dark;
  color: var(--text);
  background: #fff;
  font-synthesis: none;
  text-rendering: optimizeLegibility;
}
body {
  margin: 0;
}
#root {
  width: 1126px;
  max-width: 100%;
  margin: 0 auto;
  text-align: center;
  display: flex;
  flex-direction: column;
  box-sizing: border-box;
}
h1,
h2 {
  font-family: Georgia, serif;
  font-weight: 500;
  color: var(--text-h);
}
h2 {
  font-size: 24px;
  line-height: 118%;
  letter-spacing: -0.24px;
  margin: 0 0 8px;
}
p {
  margin: 0;
}
`

/** Global styles of the former template, which many pages still have. */
export const viteClassic = `
:root {
  font-family: Georgia, serif;
  line-height: 1.5;
  font-weight: 400;
  color-scheme: light dark;
  color: rgba(255, 255, 255, 0.87);
  background-color: #242424;
}
a {
  font-weight: 500;
  color: #646cff;
  text-decoration: inherit;
}
body {
  margin: 0;
  display: flex;
  place-items: center;
  min-width: 320px;
  min-height: 100vh;
}
h1 {
  font-size: 3.2em;
  line-height: 1.1;
}
button {
  border-radius: 8px;
  border: 1px solid transparent;
  padding: 0.6em 1.2em;
  font-size: 1em;
  font-weight: 500;
  font-family: inherit;
  background-color: #1a1a1a;
  cursor: pointer;
  transition: border-color 0.25s;
}
button:hover {
  border-color: #646cff;
}
button:focus,
button:focus-visible {
  outline: 4px auto -webkit-focus-ring-color;
}
#root {
  max-width: 1280px;
  margin: 0 auto;
  padding: 2rem;
  text-align: center;
}
@media (prefers-color-scheme: light) {
  :root {
    color: #213547;
    background-color: #fff;
  }
  button {
    background-color: #f9f9f9;
  }
}
`

/** Global styles of Next's template. */
export const next = `
:root {
  --background: #fff;
  --foreground: #171717;
}
html {
  height: 100%;
}
html,
body {
  max-width: 100vw;
  overflow-x: hidden;
}
body {
  color: var(--foreground);
  background: var(--background);
  font-family: Arial, Helvetica, sans-serif;
  -webkit-font-smoothing: antialiased;
  min-height: 100%;
  display: flex;
  flex-direction: column;
}
* {
  box-sizing: border-box;
  padding: 0;
  margin: 0;
}
a {
  color: inherit;
  text-decoration: none;
}
`
