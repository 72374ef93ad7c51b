'use client'

import { useEffect } from 'react'
import { aliveEvent } from './keep-early-input.ts'

/** The last thing in the page: what stands before it works when its effect runs. */
export function SayAlive() {
  useEffect(() => {
    document.dispatchEvent(new Event(aliveEvent))
  }, [])
  return null
}
