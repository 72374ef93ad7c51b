import {
  ActionIcon,
  Anchor,
  Button,
  Checkbox,
  type CSSVariablesResolver,
  createTheme,
  Drawer,
  Input,
  type MantineColorsTuple,
  Menu,
  Modal,
  Paper,
  Popover,
  SegmentedControl,
  Skeleton,
  Table,
  Tabs,
  Tooltip,
} from '@mantine/core'
import { overlayProps } from './overlay.ts'

const iris: MantineColorsTuple = [
  '#f0f1fe',
  '#e6e7ff',
  '#dadcff',
  '#cbcdff',
  '#9b9ef0',
  '#6e6ade',
  '#5b5bd6',
  '#5151cd',
  '#4644b8',
  '#272962',
]

const slate: MantineColorsTuple = [
  '#f9f9fb',
  '#f0f0f3',
  '#e8e8ec',
  '#d9d9e0',
  '#cdced6',
  '#8b8d98',
  '#62666f',
  '#5a5e66',
  '#3a3d43',
  '#1c2024',
]

const night: MantineColorsTuple = [
  '#edeef0',
  '#d2d5d9',
  '#b0b4ba',
  '#777b84',
  '#393c43',
  '#26282d',
  '#1d1e22',
  '#16171a',
  '#121316',
  '#0f1012',
]

/** It is a cross without words. */
const closeButtonProps = { 'aria-label': 'Close' }

/** Dense and quiet: 13 px text, 6 px corners, one accent. Everything else is a role in tokens.css. */
export const theme = createTheme({
  colors: { iris, gray: slate, dark: night },
  primaryColor: 'iris',
  primaryShade: { light: 6, dark: 6 },
  white: '#ffffff',
  black: '#1c2024',
  fontFamily: 'var(--font-geist-sans), system-ui, sans-serif',
  fontFamilyMonospace: 'var(--font-geist-mono), ui-monospace, monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  headings: {
    fontFamily: 'var(--font-geist-sans), system-ui, sans-serif',
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '1rem', lineHeight: '1.4' },
      h3: { fontSize: '0.875rem', lineHeight: '1.45' },
    },
  },
  defaultRadius: 'sm',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({ defaultProps: { size: 'xs', fw: 500 } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray', size: 'md' } }),
    Anchor: Anchor.extend({ defaultProps: { c: 'var(--accent-ink)' } }),
    Paper: Paper.extend({
      defaultProps: { withBorder: true, radius: 10 },
      styles: { root: { borderColor: 'var(--line)' } },
    }),
    Checkbox: Checkbox.extend({ defaultProps: { radius: 3 } }),
    SegmentedControl: SegmentedControl.extend({
      styles: { root: { boxShadow: 'inset 0 0 0 1px var(--line)' } },
    }),
    InputWrapper: Input.Wrapper.extend({
      styles: { description: { fontSize: '0.75rem' }, error: { fontSize: '0.75rem' } },
    }),
    // By its name: the script of every page would bring it along. See also `.mantine-Select-dropdown`.
    Select: {
      defaultProps: {
        comboboxProps: { position: 'bottom-start' },
        maxDropdownHeight: 'min(400px, 50dvh)',
        scrollAreaProps: { type: 'auto' },
      },
    },
    Skeleton: Skeleton.extend({ defaultProps: { radius: 'sm' } }),
    Table: Table.extend({ defaultProps: { verticalSpacing: 7, horizontalSpacing: 'sm' } }),
    Tabs: Tabs.extend({ styles: { root: { '--tab-border-color': 'var(--line)' } } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 250, withArrow: false, fz: 'xs', radius: 'sm' } }),
    Menu: Menu.extend({ defaultProps: { shadow: 'md', radius: 'md', position: 'bottom-end' } }),
    Popover: Popover.extend({ defaultProps: { shadow: 'md', radius: 'md' } }),
    Modal: Modal.extend({
      defaultProps: {
        radius: 'lg',
        centered: true,
        overlayProps,
        closeButtonProps,
      },
      styles: { title: { fontSize: '0.9375rem', fontWeight: 600, letterSpacing: '-0.01em' } },
    }),
    Drawer: Drawer.extend({ defaultProps: { overlayProps: { backgroundOpacity: 0.25 }, closeButtonProps } }),
  },
})

/** Mantine's own surfaces follow the roles of tokens.css, so both schemes are decided in one place. */
export const resolveCssVariables: CSSVariablesResolver = () => {
  const roles = {
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-faint)',
    '--mantine-color-placeholder': 'var(--ink-faint)',
    '--mantine-color-anchor': 'var(--accent-ink)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-hover': 'var(--surface-hover)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-error': 'var(--bad-ink)',
    '--mantine-shadow-md': 'var(--shadow-float)',
  }
  return { variables: {}, light: roles, dark: roles }
}
