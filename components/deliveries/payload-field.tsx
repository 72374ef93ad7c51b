'use client'

import { CloseButton, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { pageOfId } from '../shell/page-of-id.ts'

/** Finds deliveries by what their event says, `path:value`. An id of ours goes straight to its page. */
export function PayloadField({
  value,
  onSearch,
}: {
  value: string | null
  onSearch: (payload: string | null) => void
}) {
  const router = useRouter()
  const [text, setText] = useState(value ?? '')
  const [fault, setFault] = useState(false)
  useEffect(() => setText(value ?? ''), [value])

  function search(wanted: string) {
    const page = pageOfId(wanted)
    if (page) return router.push(page.href)
    const isFaulty = wanted !== '' && !/^[^:.]+(\.[^:.]+)*:/.test(wanted)
    setFault(isFaulty)
    if (!isFaulty) onSearch(wanted || null)
  }

  return (
    <form
      className="filter-wide"
      onSubmit={(event) => {
        event.preventDefault()
        search(text.trim())
      }}
    >
      <TextInput
        size="xs"
        w={{ base: '100%', sm: 170 }}
        placeholder="Id, or data.user.id:42"
        aria-label="Id, or what the payload says as path:value"
        error={fault ? 'path:value, for example data.user.id:42' : undefined}
        leftSection={<IconSearch size={13} />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        rightSection={
          text && (
            <CloseButton
              size={18}
              iconSize={12}
              aria-label="Clear the search"
              onClick={() => {
                setText('')
                search('')
              }}
            />
          )
        }
      />
    </form>
  )
}
