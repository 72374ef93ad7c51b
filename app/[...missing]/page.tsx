import type { Metadata } from 'next'
import { notFound } from 'next/navigation'

export const metadata: Metadata = { title: 'No such page' }

/** Every address that no other page has. */
export default function Missing() {
  notFound()
}
