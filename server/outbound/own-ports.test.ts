import { expect, it } from 'vitest'
import { ownPorts } from './own-ports.ts'

it.each([
  [{ PORT: 3000 }, [3000]],
  [{ PORT: 0 }, []],
  [{ PORT: 3000, DATABASE_URL: 'postgresql://postgres:pw@127.0.0.1:40123/postrider' }, [3000, 40_123]],
  [{ PORT: 0, DATABASE_URL: 'postgres://db.example.com/postrider' }, [5432]],
])('the own ports of %j are %j', (env, ports) => {
  expect(ownPorts(env)).toEqual(ports)
})
