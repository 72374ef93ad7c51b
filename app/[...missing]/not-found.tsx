import { NoSuchPage } from '../../components/states/no-such-page.tsx'
import Bare from '../not-found.tsx'
import { isSignedIn } from '../portal-queries.ts'

export default async function NotFound() {
  return (await isSignedIn()) ? <NoSuchPage /> : <Bare />
}
