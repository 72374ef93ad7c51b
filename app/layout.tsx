import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import '@mantine/spotlight/styles.css'
import '../components/theme/tokens.css'
import { ColorSchemeScript, mantineHtmlProps } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import type { ReactNode } from 'react'
import { EarlyInput } from '../components/early-input/early-input.tsx'
import { SayAlive } from '../components/early-input/say-alive.tsx'
import { PortalTheme } from '../components/theme/portal-theme.tsx'

export const metadata: Metadata = {
  title: { template: '%s · Postrider', default: 'Postrider' },
  description: 'Webhooks that arrive.',
  robots: { index: false, follow: false },
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f9f9fb' },
    { media: '(prefers-color-scheme: dark)', color: '#0f1012' },
  ],
}

/** The value that this very answer's policy lets scripts run with. */
async function scriptNonce(): Promise<string | undefined> {
  const policy = (await headers()).get('content-security-policy')
  return policy?.match(/'nonce-([^']+)'/)?.[1]
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = await scriptNonce()
  return (
    <html lang="en" {...mantineHtmlProps} className={`${GeistSans.variable} ${GeistMono.variable}`}>
      <head>
        <ColorSchemeScript defaultColorScheme="auto" {...(nonce ? { nonce } : {})} />
        <EarlyInput nonce={nonce} />
      </head>
      <body>
        <PortalTheme>
          <NuqsAdapter>{children}</NuqsAdapter>
          <Notifications position="bottom-right" autoClose={5000} />
        </PortalTheme>
        <SayAlive />
      </body>
    </html>
  )
}
