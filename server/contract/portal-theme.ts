import { z } from 'zod'

const Colour = z
  .string()
  .regex(/^#[0-9a-fA-F]{6}$/, { error: 'must be a colour such as #5b5bd6' })
  .meta({ example: '#5b5bd6' })

/** An image in the page itself: the portal's policy lets it load nothing from elsewhere. */
const Logo = z
  .string()
  .max(65_536)
  .regex(/^data:image\/(png|jpeg|webp|svg\+xml);base64,[A-Za-z0-9+/]+={0,2}$/, {
    error: 'must be a data URL of a PNG, JPEG, WebP or SVG image in base64, at most 64 KiB',
  })

/** How the portal looks for one tenant where it is embedded. */
export const PortalTheme = z
  .strictObject({
    accent: Colour.optional().meta({ description: 'Buttons and marks, on a light ground.' }),
    accent_dark: Colour.optional().meta({ description: 'The same on a dark ground; left out: `accent`.' }),
    logo: Logo.optional().meta({ description: 'Shown instead of our name.' }),
  })
  .meta({ id: 'PortalTheme' })
export type PortalTheme = z.infer<typeof PortalTheme>

/** A source of `frame-ancestors` (CSP Level 3, section 6.4.2) and nothing that could end the directive. */
const FrameAncestor = z
  .string()
  .max(255)
  .regex(/^(https:\/\/(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*|http:\/\/(localhost|127\.0\.0\.1))(:\d{1,5})?$/, {
    error: 'must be an origin such as https://app.example.com or https://*.example.com',
  })

/** Origins whose pages may show a tenant's embedded portal in a frame. */
export const FrameAncestors = z.array(FrameAncestor).max(20)
