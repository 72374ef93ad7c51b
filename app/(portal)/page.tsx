import { Page } from '../../components/page/page.tsx'

export default function OverviewPage() {
  return <Page title="Overview">Soon</Page>
}
