import { useNavigate } from '@tanstack/react-router';
import { ChevronDown, CircleCheckBig, Lock, Zap } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useMe } from '../context';
import { useDates } from '../formats';
import { ObstacleList } from '../parts/Obstacles';
import { useDesk, wordFor } from '../texts';
import { ActionForm } from './ActionForm';
import type { FormValues } from './acts';
import { ActionIcon } from './icons';
import { stepOf, type Offer, type RequestPage } from './model';
import { arrange, isHeldByEarliest, offerKey } from './offers';

/** Actions that are done elsewhere on the page: pressing them goes there. */
type Elsewhere = 'items' | 'submission';
const elsewhere: Readonly<Record<string, Elsewhere>> = { verify_item: 'items', correct_item: 'items', submit: 'submission', sign: 'submission' };

export interface Opened {
  key: string;
  preset?: FormValues;
}

interface PanelProps {
  page: RequestPage;
  opened: Opened | null;
  onOpen: (opened: Opened | null) => void;
  onItems: () => void;
}

function OfferTitle({ page, offer, offers }: { page: RequestPage; offer: Offer; offers: readonly Offer[] }) {
  const { request } = useDesk();
  const { words } = useDates();
  const step = stepOf(page, offer.step);
  // The step is said where the same action is offered for several.
  const isAmbiguous = offers.filter((one) => one.action === offer.action).length > 1;
  return (
    <span className="grow">
      {wordFor(request.actions.names, offer.action)}
      {isAmbiguous && step && <span className="sub">{request.actions.inStep(words(step.title))}</span>}
    </span>
  );
}

function FreeOffer({ page, offer, offers, isPrimary, opened, onOpen, onItems }: PanelProps & { offer: Offer; offers: readonly Offer[]; isPrimary: boolean }) {
  const navigate = useNavigate();
  const key = offerKey(offer);
  const isOpen = opened?.key === key;
  const press = () => {
    const place = elsewhere[offer.action];
    if (place === 'items') onItems();
    else if (place === 'submission') void navigate({ to: '/requests/$request/submission', params: { request: page.id } });
    else onOpen(isOpen ? null : { key });
  };
  return (
    <li className="offer" data-open={isOpen}>
      <button type="button" className="offer-button" data-primary={isPrimary} aria-expanded={elsewhere[offer.action] ? undefined : isOpen} onClick={press}>
        <ActionIcon action={offer.action} />
        <OfferTitle page={page} offer={offer} offers={offers} />
        {!elsewhere[offer.action] && <ChevronDown className="offer-arrow" aria-hidden="true" />}
      </button>
      {isOpen && <ActionForm page={page} offer={offer} preset={opened.preset} onDone={() => onOpen(null)} onCancel={() => onOpen(null)} />}
    </li>
  );
}

/** A blocked action is shown with every reason; one that only its earliest date holds offers the override for urgency. */
function BlockedOffer({ page, offer, offers, override, opened, onOpen }: Omit<PanelProps, 'onItems'> & { offer: Offer; offers: readonly Offer[]; override: Offer | undefined }) {
  const { request } = useDesk();
  const dates = useDates();
  const key = `urgency/${offerKey(offer)}`;
  const isOpen = opened?.key === key;
  const canOverride = override !== undefined && isHeldByEarliest(offer);
  return (
    <li className="offer offer-blocked">
      <div className="offer-name">
        <ActionIcon action={offer.action} />
        <OfferTitle page={page} offer={offer} offers={offers} />
        <Lock size={15} role="img" aria-label={request.actions.blockedTitle} />
      </div>
      <ObstacleList obstacles={offer.obstacles} nameOf={(field) => dates.words(page.items.find((item) => field === item.id || field.endsWith(`/${item.id}`))?.title) || undefined} />
      {offer.earliest && dates.isAhead(offer.earliest) && <p className="offer-date">{request.actions.earliest(dates.bothDates(offer.earliest))}</p>}
      {canOverride && (
        <button type="button" className="link-button" aria-expanded={isOpen} onClick={() => onOpen(isOpen ? null : { key })}>
          <Zap size={15} aria-hidden="true" /> {request.actions.form.urgency}
        </button>
      )}
      {canOverride && isOpen && (
        <ActionForm
          page={page} offer={{ ...override, step: offer.step }} preset={{ control: 'clock.earliest' }} submitLabel={request.actions.form.urgencySave}
          onDone={() => onOpen(null)} onCancel={() => onOpen(null)}
        />
      )}
    </li>
  );
}

/** One line for what is for others to do: what, and who. */
function TheirOffer({ page, offer, offers }: { page: RequestPage; offer: Offer; offers: readonly Offer[] }) {
  const { request, words } = useDesk();
  const { list } = useDates();
  const roles = offer.obstacles.find((obstacle) => obstacle.code === 'step.not_yours')?.parameters['roles'];
  const who = typeof roles === 'string' && roles ? list(roles.split(', ').map((role) => wordFor(words.roles, role))) : '';
  return (
    <li className="offer offer-blocked">
      <div className="offer-name">
        <ActionIcon action={offer.action} />
        <OfferTitle page={page} offer={offer} offers={offers} />
      </div>
      {who && <p className="offer-date">{request.actions.theirs(who)}</p>}
    </li>
  );
}

function Folded({ title, isInitiallyOpen, children }: { title: string; isInitiallyOpen: boolean; children: ReactNode }) {
  const [isOpen, setOpen] = useState(isInitiallyOpen);
  return (
    <div className="offers-folded">
      <button type="button" className="fold" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}><ChevronDown aria-hidden="true" /> {title}</button>
      {isOpen && children}
    </div>
  );
}

/** Everything that may be done to this request, as the server says it: free, or blocked and why. */
export function ActionsPanel(props: PanelProps) {
  const { page, opened, onOpen } = props;
  const { request, words } = useDesk();
  const { list } = useDates();
  const panel = arrange(page.offers);
  const override = page.offers.find((offer) => offer.action === 'override_control' && offer.free);
  const who = list([...new Set(page.next.flatMap((step) => step.who))].map((role) => wordFor(words.roles, role)));
  const { roles } = useMe();
  const isMine = page.status !== 'closed' && page.next.some((step) => step.who.some((role) => roles.includes(role)));
  const isAsideOpen = panel.other.some((offer) => opened?.key === offerKey(offer));
  return (
    <section className="card actions" aria-labelledby="actions-title">
      <h2 id="actions-title">{request.actions.title}</h2>
      {panel.now.length === 0 && (
        <p className="muted row-top"><CircleCheckBig size={18} aria-hidden="true" /><span>{isMine ? request.actions.mineWaits : <>{request.actions.none}{who && page.status !== 'closed' && <> {request.actions.noneHint(who)}</>}</>}</span></p>
      )}
      {panel.now.length > 0 && (
        <ul className="list offers">
          {panel.now.map((offer, index) => <FreeOffer key={offerKey(offer)} {...props} offer={offer} offers={page.offers} isPrimary={index === 0} />)}
        </ul>
      )}
      {panel.blocked.length > 0 && (
        <>
          <h3>{request.actions.blockedTitle}</h3>
          <ul className="list offers">
            {panel.blocked.map((offer) => <BlockedOffer key={offerKey(offer)} page={page} offer={offer} offers={page.offers} override={override} opened={opened} onOpen={onOpen} />)}
          </ul>
        </>
      )}
      {panel.other.length > 0 && (
        <Folded key={`other-${isAsideOpen}`} title={request.actions.otherShow(panel.other.length)} isInitiallyOpen={isAsideOpen || panel.now.length === 0}>
          <ul className="list offers offers-aside">{panel.other.map((offer) => <FreeOffer key={offerKey(offer)} {...props} offer={offer} offers={page.offers} isPrimary={false} />)}</ul>
        </Folded>
      )}
      {panel.unavailable.length > 0 && (
        <Folded title={request.actions.unavailableShow(panel.unavailable.length)} isInitiallyOpen={false}>
          <ul className="list offers">
            {panel.unavailable.map((offer) => <BlockedOffer key={offerKey(offer)} page={page} offer={offer} offers={page.offers} override={undefined} opened={opened} onOpen={onOpen} />)}
          </ul>
        </Folded>
      )}
      {panel.notYours.length > 0 && (
        <Folded title={request.actions.theirsShow(panel.notYours.length)} isInitiallyOpen={false}>
          <ul className="list offers">{panel.notYours.map((offer) => <TheirOffer key={offerKey(offer)} page={page} offer={offer} offers={page.offers} />)}</ul>
        </Folded>
      )}
    </section>
  );
}
