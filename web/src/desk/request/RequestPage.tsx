import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs';
import { asProblem } from '../../api/problem';
import { Skeleton } from '../../ui/feedback';
import { useClient } from '../context';
import { useDates } from '../formats';
import { Failure, Loaded } from '../parts/Loaded';
import { Crumb } from '../parts/links';
import { Page } from '../parts/Page';
import { Numeric } from '../parts/Reference';
import { useDesk } from '../texts';
import { ActionsPanel, type Opened } from './ActionsPanel';
import { BreakGlass } from './BreakGlass';
import { Conflict } from './Conflict';
import { ItemsTab } from './ItemsTab';
import type { RequestPage as RequestPageData } from './model';
import { offerKey } from './offers';
import { RecordsTab } from './RecordsTab';
import { NextSteps, RequestHeader } from './RequestHeader';
import { requestOptions } from './request_data';
import { RequestTimeline } from './RequestTimeline';
import { ClausesTab, DecisionTab, DeclarationTab, DocumentsTab, QuestionsTab, ToldTab } from './tabs';
import { Twins } from './Twins';

const tabs = ['items', 'questions', 'declaration', 'records', 'decision', 'documents', 'told', 'clauses'] as const;
type TabName = (typeof tabs)[number];

/** Where the eye should fall first: the part of the request that waits. */
function firstTab(page: RequestPageData): TabName {
  if (page.questions.some((question) => question.answered_at === undefined)) return 'questions';
  return page.items.length > 0 ? 'items' : 'questions';
}

function Whole({ page }: { page: RequestPageData }) {
  const { request } = useDesk();
  const dates = useDates();
  const navigate = useNavigate();
  const { tab } = useSearch({ strict: false }) as { tab?: string };
  const [opened, setOpened] = useState<Opened | null>(null);
  const [file, setFile] = useState<string>();
  const [isShown, setShown] = useState(false);
  const side = useRef<HTMLDivElement>(null);
  const main = useRef<HTMLDivElement>(null);
  const selected = tabs.find((one) => one === tab) ?? firstTab(page);
  const select = (next: TabName) => void navigate({ to: '/requests/$request', params: { request: page.id }, search: { tab: next }, replace: true, resetScroll: false });
  const openFile = (id: string) => {
    setFile(id);
    select('documents');
  };
  const act = (next: Opened | null) => {
    setOpened(next);
    if (next) requestAnimationFrame(() => side.current?.querySelector('.action-form')?.scrollIntoView({ block: 'nearest' }));
  };
  const offer = (action: string) => page.offers.find((one) => one.action === action && one.free);
  const rectify = offer('rectify');
  const merge = offer('merge');
  const counts: Partial<Record<TabName, number>> = { questions: page.questions.length, documents: page.attachments.length, told: page.told.length };
  const goToItems = () => {
    select('items');
    main.current?.scrollIntoView({ block: 'start' });
  };
  return (
    <>
      <Conflict page={page} />
      <RequestHeader page={page} isShown={isShown} onShow={setShown} />
      <Twins page={page} onMerge={merge && ((into) => act({ key: offerKey(merge), preset: { into } }))} />
      <div className="request-columns">
        <div className="stack request-side" ref={side}>
          <ActionsPanel page={page} opened={opened} onOpen={act} onItems={goToItems} />
          <NextSteps page={page} />
        </div>
        <div className="card request-main" ref={main}>
          <Tabs selectedKey={selected} onSelectionChange={(key) => select(key as TabName)} keyboardActivation="manual">
            <TabList className="tabs" aria-label={request.tabs.label}>
              {tabs.filter((one) => one !== 'records' || page.records.length > 0).map((one) => (
                <Tab key={one} id={one} className="tab">{request.tabs[one]}{counts[one] ? <span className="tab-count numbers">{dates.number(counts[one])}</span> : null}</Tab>
              ))}
            </TabList>
            <TabPanel id="items" className="tab-panel"><ItemsTab page={page} isShown={isShown} onShow={setShown} onFile={openFile} /></TabPanel>
            <TabPanel id="questions" className="tab-panel">
              <QuestionsTab
                page={page}
                onAnswer={(question) => {
                  const answer = page.offers.find((one) => one.free && one.action === (question.step ? 'answer_clarification' : 'answer_question') && (!one.step || !question.step || one.step === question.step));
                  if (answer) act({ key: offerKey(answer), preset: { question: question.id } });
                }}
              />
            </TabPanel>
            <TabPanel id="declaration" className="tab-panel"><DeclarationTab page={page} onFile={openFile} /></TabPanel>
            <TabPanel id="records" className="tab-panel"><RecordsTab page={page} /></TabPanel>
            <TabPanel id="decision" className="tab-panel"><DecisionTab page={page} /></TabPanel>
            <TabPanel id="documents" className="tab-panel"><DocumentsTab page={page} opened={file} onOpen={setFile} /></TabPanel>
            <TabPanel id="told" className="tab-panel"><ToldTab page={page} /></TabPanel>
            <TabPanel id="clauses" className="tab-panel"><ClausesTab page={page} /></TabPanel>
          </Tabs>
        </div>
        <div className="request-time">
          <RequestTimeline page={page} onStrike={rectify && ((entry) => act({ key: offerKey(rectify), preset: { seq: String(entry.seq) } }))} />
        </div>
      </div>
    </>
  );
}

function RequestSkeleton() {
  return (
    <>
      <div className="card stack"><Skeleton width="36%" height={28} /><Skeleton width="22%" /><Skeleton width="90%" height={36} /></div>
      <div className="request-columns">
        <div className="card stack request-side"><Skeleton width="50%" /><Skeleton height={40} /><Skeleton height={40} /></div>
        <div className="card stack request-main"><Skeleton width="70%" />{[1, 2, 3, 4, 5].map((row) => <Skeleton key={row} height={28} />)}</div>
        <div className="card stack request-time"><Skeleton width="40%" /><Skeleton height={48} /><Skeleton height={48} /></div>
      </div>
    </>
  );
}

export default function RequestPage() {
  const { request, queue } = useDesk();
  const dates = useDates();
  const client = useClient();
  const { request: id = '' } = useParams({ strict: false }) as { request?: string };
  const query = useQuery(requestOptions(client, id));
  const reference = query.data?.reference;
  const isMissing = query.error !== null && !query.data && asProblem(query.error).status === 404;
  const title = reference ? request.page.title(dates.reference(reference)) : request.page.title('');
  return (
    <Page title={title} heading={query.data ? null : <h1 className="hidden-visually">{title}</h1>} crumbs={<><Crumb to="/queue">{queue.title}</Crumb>{reference && <span aria-current="page"><Numeric>{reference}</Numeric></span>}</>}>
      {isMissing ? <BreakGlass id={id} /> : (
        <>
          {query.error && query.data && asProblem(query.error).status === 404 && <Failure error={query.error} onRetry={() => void query.refetch()} />}
          <Loaded query={query} skeleton={<RequestSkeleton />}>{(page) => <Whole key={page.id} page={page} />}</Loaded>
        </>
      )}
    </Page>
  );
}
