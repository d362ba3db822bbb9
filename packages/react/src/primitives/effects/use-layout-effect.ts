'use client'
import { useEffect, useLayoutEffect } from 'react'

/** React 18 warns of a layout effect on a server, where none ever runs. */
export const useBrowserLayoutEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect
