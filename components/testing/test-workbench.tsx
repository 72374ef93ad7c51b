'use client'

import { Anchor, Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { IconRestore, IconSend2, IconSpeakerphone } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Subscription } from '../../server/contract/subscription.ts'
import { toastProblem } from '../dialogs/toast.tsx'
import { JsonEditor } from '../json-editor/json-editor.tsx'
import { Section } from '../page/section.tsx'
import { useMay, useViewer } from '../session/viewer.tsx'
import { ProblemState } from '../states/problem-state.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { FaultList } from './fault-list.tsx'
import { type SentTest, SentTestResult } from './sent-test.tsx'
import classes from './testing.module.css'
import { TypeSelect } from './type-select.tsx'
import { keyOf, useDraft } from './use-draft.ts'
import { jsonFault, useSimulation } from './use-simulation.ts'
import { VerdictList } from './verdict-list.tsx'

/** Results of this visit; older ones are in the list of deliveries. */
const shownResults = 8

/**
 * Writes an event, says who would get it and why the others would not, sends it and shows what came of it.
 * `subscription`: the one the page is about. `tenant`: whose event it is; left out for people of one tenant.
 */
export function TestWorkbench({ tenant, subscription }: { tenant?: string; subscription?: Subscription }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const maySend = useMay('events:write')
  const { embedded } = useViewer()
  const draft = useDraft({ tenant, subscription })
  const { type, text } = draft
  const malformed = jsonFault(text)
  const { simulation, error, isCurrent } = useSimulation({
    ...(tenant && { tenant }),
    ...(type && { type: type.name, version: type.version }),
    text,
    on: true,
  })
  const [sent, setSent] = useState<SentTest[]>([])
  const onSent = (result: { event: string; deliveries: number }) => {
    const entry = { ...result, type: type ? keyOf(type) : '', at: new Date().toISOString() }
    setSent((before) => [entry, ...before].slice(0, shownResults))
    void queryClient.invalidateQueries(trpc.deliveries.pathFilter())
  }
  const sendToOne = useMutation(
    trpc.subscriptions.test.mutationOptions({
      onSuccess: ({ event }) => onSent({ event, deliveries: 1 }),
      onError: (problem) => toastProblem('No test event was sent', problem),
    }),
  )
  const publish = useMutation(
    trpc.events.publishTest.mutationOptions({
      onSuccess: ({ event, deliveries }) => onSent({ event, deliveries }),
      onError: (problem) => toastProblem('No test event was published', problem),
    }),
  )
  if (!type) return <Skeleton height={420} />
  const sendTo = (id: string) => sendToOne.mutate({ id, type: keyOf(type), raw_data: text })
  const isReady = malformed === null
  // Somebody in the portal of one app must not write to the receivers of the others.
  const mayPublish = maySend && embedded === null
  return (
    <div className={classes.workbench}>
      <div className={classes.composer}>
        <TypeSelect types={draft.types} type={type} onChoose={draft.choose} />
        <div className={classes.editor}>
          <div className={classes.editorHead}>
            Data
            {draft.isEdited && (
              <Anchor component="button" type="button" className={classes.reset} onClick={draft.reset}>
                <IconRestore size={14} aria-hidden /> Back to the example
              </Anchor>
            )}
          </div>
          <JsonEditor
            label="Data of the event"
            value={text}
            onChange={draft.write}
            faults={isCurrent ? (simulation?.errors ?? none) : none}
          />
        </div>
        <FaultList malformed={malformed} simulation={simulation} />
        {!maySend && (
          <Text size="sm" c="var(--ink-soft)">
            You may look, not send: developers, admins and owners can send test events.
          </Text>
        )}
        {maySend && (
          <Group gap="xs">
            {subscription && (
              <Button
                leftSection={<IconSend2 size={14} />}
                disabled={!isReady}
                loading={sendToOne.isPending}
                onClick={() => sendTo(subscription.id)}
              >
                Send to this subscription only
              </Button>
            )}
            {mayPublish && (
              <Button
                variant={subscription ? 'default' : 'filled'}
                leftSection={<IconSpeakerphone size={14} />}
                disabled={!isReady}
                loading={publish.isPending}
                onClick={() =>
                  publish.mutate({ ...(tenant && { tenant }), type: type.name, version: type.version, raw_data: text })
                }
              >
                {publishLabel(simulation?.matched)}
              </Button>
            )}
          </Group>
        )}
      </div>
      <Stack gap="xl">
        {sent.length > 0 && (
          <Section title="Sent" description="Really signed and really sent, marked as a test.">
            <ul className={classes.results} aria-label="Tests sent">
              {sent.map((each) => (
                <SentTestResult key={each.event} sent={each} />
              ))}
            </ul>
          </Section>
        )}
        <Section
          title="Who would get it"
          description="As things are now. A test sent to one subscription ignores its event types, pause, order and circuit."
        >
          {error && !simulation && <ProblemState error={error} />}
          {!error && !simulation && <Skeleton height={160} />}
          {simulation && (
            <VerdictList
              simulation={simulation}
              own={subscription?.id}
              {...(maySend &&
                !subscription && {
                  action: ({ subscription: id }) => (
                    <Button
                      variant="default"
                      disabled={!isReady}
                      loading={sendToOne.isPending && sendToOne.variables.id === id}
                      onClick={() => sendTo(id)}
                    >
                      Send only here
                    </Button>
                  ),
                })}
            />
          )}
        </Section>
      </Stack>
    </div>
  )
}

const none: never[] = []

function publishLabel(matched: number | undefined): string {
  if (matched === undefined) return 'Publish'
  if (matched === 0) return 'Publish, to nobody'
  return `Publish to ${matched} ${matched === 1 ? 'subscription' : 'subscriptions'}`
}
