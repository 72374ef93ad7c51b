import { Kbd, Switch } from '@mantine/core'
import classes from './keyboard.module.css'
import type { NavigationItem } from './navigation.ts'

const inLists: [keys: string, what: string][] = [
  ['j', 'Next row'],
  ['k', 'Previous row'],
  ['Enter', 'Open as a page'],
  ['Esc', 'Close what is open'],
  ['l', 'Follow new deliveries, or stop'],
]

const onDelivery: [keys: string, what: string][] = [
  ['r', 'Redeliver'],
  ['c', 'As a cURL command'],
  ['y', 'Copy its id'],
  ['[', 'Previous attempt'],
  [']', 'Next attempt'],
]

/** What every key does, and the switch for those that are pressed alone. */
export function KeyboardHelp(props: {
  pages: NavigationItem[]
  singleKeys: readonly [boolean, (enabled: boolean) => void]
}) {
  const {
    pages,
    singleKeys: [enabled, setEnabled],
  } = props
  return (
    <>
      <div className={classes.groups}>
        <div className={classes.groups}>
          <Group
            title="Anywhere"
            entries={[
              ['Ctrl K', 'Search and commands'],
              ['/', 'Search in the list'],
              ['?', 'This help'],
            ]}
          />
          <Group title="In lists of deliveries" entries={inLists} />
          <Group title="On a delivery" entries={onDelivery} />
        </div>
        <Group title="Go to" entries={pages.map(({ key, label }) => [`g ${key}`, label])} />
      </div>
      <Switch
        mt="lg"
        label="Shortcuts of a single key"
        checked={enabled}
        onChange={(event) => setEnabled(event.currentTarget.checked)}
      />
    </>
  )
}

function Group({ title, entries }: { title: string; entries: [keys: string, what: string][] }) {
  return (
    <section>
      <h3 className={classes.title}>{title}</h3>
      <dl className={classes.list}>
        {entries.map(([keys, what]) => (
          <div key={keys} className={classes.entry}>
            <dt>{what}</dt>
            <dd>
              {keys.split(' ').map((key) => (
                <Kbd key={key} size="xs">
                  {key}
                </Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
