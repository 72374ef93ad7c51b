import { type ReactNode, useEffect, useRef } from 'react'
import { aliveEvent } from './keep-early-input.ts'

/** For what stands in a boundary with a script of its own: it comes alive after the rest of the page. */
export function LatePart({ children }: { children: ReactNode }) {
  const part = useRef<HTMLDivElement>(null)
  useEffect(() => {
    part.current?.dispatchEvent(new Event(aliveEvent, { bubbles: true }))
  }, [])
  return (
    <div ref={part} data-late>
      {children}
    </div>
  )
}
