/** One event of each seeded type, as a product of notes and memories would publish it. `data` fits the schema of its type. */
export const realisticEvents: { type: string; data: object }[] = [
  {
    type: 'memory.created',
    data: {
      memory_id: 'mem_01k3q5w8e2r7t9y4v6n1m0a8sd',
      kind: 'conversation',
      title: 'Call with the Łódź warehouse — pallets & „Sonderformat“',
      content: {
        format: 'markdown',
        text: [
          '## What we agreed\n',
          '- 48 pallets of *Sonderformat* arrive on **Tuesday**, gate 3 (not 2!)',
          '- Zofia sends the customs papers: https://files.example.com/s/7Gh2?lang=pl&v=2',
          '- Price stays at 1 240,50 zł / pallet; "no surcharge", she said\n',
          '> If the truck is late, call +48 42 555 01 90 — 7:00–15:00\n',
          '日本からの荷物は水曜日に届きます。 🚚📦\u{1f469}\u200d\u{1f527}\n',
        ].join('\n'),
        language: 'pl',
      },
      tags: ['logistics', 'łódź', 'q4'],
      author: { kind: 'user', id: 'user-881', name: 'Ewa Król-O’Brien' },
      source: { kind: 'app', url: 'https://app.example.com/calls/2026-11-20', title: 'Call of 20 November' },
      visibility: 'team',
      created_at: '2026-11-20T14:07:31.442+01:00',
    },
  },
  {
    type: 'memory.updated',
    data: {
      memory_id: 'mem_01k3q5w8e2r7t9y4v6n1m0a8sd',
      revision: 2,
      changes: [
        { field: 'content', from: 'arrive on **Tuesday**, gate 3', to: 'arrive on **Wednesday**, gate 3' },
        { field: 'source', from: null, to: 'https://app.example.com/calls/2026-11-21' },
      ],
      editor: { kind: 'integration', id: 'calendar-sync' },
      updated_at: '2026-11-21T06:58:00Z',
    },
  },
  {
    type: 'tag.added',
    data: {
      memory_id: 'mem_01k3q5w8e2r7t9y4v6n1m0a8sd',
      tag: 'delivery date changed',
      is_new: true,
      confidence: 0.7125,
      tags: ['logistics', 'łódź', 'q4', 'delivery date changed'],
      added_by: { kind: 'system', id: 'auto-tagger', name: 'Automatic tags' },
      added_at: '2026-11-21T06:58:02.019Z',
    },
  },
  {
    type: 'event.detected',
    data: {
      detection_id: 'det_01k3q6b4n8m2x5z7c9v1l3k0jh',
      kind: 'deadline',
      title: 'Pallets arrive at gate 3',
      starts_at: '2026-11-25T07:00:00+01:00',
      all_day: false,
      place: { name: 'Magazyn Łódź-Olechów, gate 3', latitude: 51.7379, longitude: 19.5546 },
      participants: ['Ewa Król-O’Brien', 'Zofia Wiśniewska'],
      confidence: 0.94,
      evidence: [{ memory_id: 'mem_01k3q5w8e2r7t9y4v6n1m0a8sd', quote: 'arrive on **Wednesday**, gate 3' }],
      detected_at: '2026-11-21T06:58:04.500Z',
    },
  },
  {
    type: 'import.completed',
    data: {
      import_id: 'imp_01k3q6m9p2q4r6s8t0v1w3x5y7',
      provider: 'evernote-enex',
      outcome: 'partly',
      items: { found: 20481, imported: 20477, skipped: 1, failed: 3 },
      errors: [
        { item: 'Rechnungen/2017 – „März“.enex', reason: 'The attachment is larger than 100 MB.' },
        { item: 'C:\\Users\\ewa\\Notes\\draft.enex', reason: 'Unexpected end of file in line 4.' },
        { item: 'Misc/untitled (3).enex', reason: 'The file is not valid UTF-8.' },
      ],
      started_by: { kind: 'user', id: 'user-881', name: 'Ewa Król-O’Brien' },
      started_at: '2026-11-22T21:14:09Z',
      completed_at: '2026-11-22T21:31:55.870Z',
    },
  },
]
