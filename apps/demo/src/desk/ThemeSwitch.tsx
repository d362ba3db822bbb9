import { useEffect, useState } from 'react'

const themes = ['system', 'light', 'dark'] as const
type Theme = (typeof themes)[number]

const key = 'standby-demo-theme'

/** Light, dark or the system's theme. The choice is stored. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState<Theme>(
    () => themes.find((one) => one === localStorage.getItem(key)) ?? 'system',
  )
  useEffect(() => {
    document.documentElement.style.colorScheme = theme === 'system' ? 'light dark' : theme
    localStorage.setItem(key, theme)
  }, [theme])
  return (
    <label className="theme">
      Theme
      <select value={theme} onChange={(event) => setTheme(event.target.value as Theme)}>
        {themes.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
    </label>
  )
}
