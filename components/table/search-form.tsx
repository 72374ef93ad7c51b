import { CloseButton, Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { pageOfId } from '../shell/page-of-id.ts'
import classes from './search-form.module.css'

interface SearchFormProps {
  /** The parameter of the URL that holds what is searched for. */
  name: string
  /** Parameters that a search takes the place of, where that is not `name` alone. */
  replaces?: string[]
  value: string | null
  /** null: nothing any more. */
  onSearch: (text: string | null) => void
  /** Takes what is no search; where it did (true), the field is empty again. */
  takes?: (text: string) => boolean
  label: string
  placeholder: string
  /** Pixels; left out: it fills its form. */
  width?: number
  /** In a line of its own below the bar that the field stands in: it is longer than the field. */
  fault?: ReactNode
  className?: string | undefined
  /** Before the field. */
  children?: ReactNode
}

/**
 * Narrows a list on Enter. An id of ours goes straight to its page. A form as HTML knows it with a field that keeps its own
 * text: what is typed and sent before the page's scripts have come is not lost.
 */
export function SearchForm(props: SearchFormProps) {
  const { name, value, onSearch } = props
  const router = useRouter()
  const path = usePathname()
  const asked = useSearchParams()
  const field = useRef<HTMLInputElement>(null)
  const shown = useRef(value)
  const faultId = useId()
  useEffect(() => {
    if (shown.current === value) return
    shown.current = value
    if (field.current) field.current.value = value ?? ''
  }, [value])

  const gone = new Set(['cursor', ...(props.replaces ?? [name])])
  const kept = [...asked].filter(([parameter]) => !gone.has(parameter))

  function search(wanted: string) {
    const page = pageOfId(wanted)
    if (page) return router.push(page.href)
    if (!props.takes?.(wanted)) return onSearch(wanted || null)
    if (field.current) field.current.value = ''
  }

  return (
    <>
      <form
        action={path}
        className={`${props.className ?? ''} filter-wide`}
        onSubmit={(event) => {
          event.preventDefault()
          search(field.current?.value.trim() ?? '')
        }}
      >
        {kept.map(([parameter, text]) => (
          <input key={`${parameter} ${text}`} type="hidden" name={parameter} value={text} />
        ))}
        {/* With a second field beside it, Enter needs a button to press. */}
        <button type="submit" hidden />
        {props.children}
        <TextInput
          ref={field}
          name={name}
          size="xs"
          w={{ base: '100%', sm: props.width ?? '100%' }}
          placeholder={props.placeholder}
          aria-label={props.label}
          error={Boolean(props.fault)}
          {...(props.fault ? { 'aria-describedby': faultId } : {})}
          leftSection={<IconSearch size={13} />}
          defaultValue={value ?? ''}
          rightSection={
            value !== null && (
              <CloseButton size={24} iconSize={12} aria-label="Clear the search" onClick={() => onSearch(null)} />
            )
          }
        />
      </form>
      {props.fault && (
        <Text id={faultId} size="xs" c="var(--bad-ink)" role="alert" className={`${classes.fault} filter-wide`}>
          {props.fault}
        </Text>
      )}
    </>
  )
}
