import type { RequestPage as ContractPage, ItemView as ContractItem } from '../../api/desk';
import type { Attachment, FormItem, Id, Instant, OfferView, StepRecord } from '../../api/model';

// The request page as requests/views.h describes it: what api/desk.ts does not name yet.
export interface ItemView extends ContractItem {
  choices?: FormItem['choices'];
}
export interface RelatedRequest {
  request: Id;
  reference: string;
}
export type NextStep = Omit<ContractPage['next'][number], 'assignee'> & { assignee?: string | { id: Id; name: string } };
export interface RequestPage extends Omit<ContractPage, 'items' | 'declaration' | 'told' | 'decision' | 'deliveries' | 'overrides' | 'attachments' | 'next' | 'steps'> {
  items: ItemView[];
  steps: (ContractPage['steps'][number] & { optional?: boolean })[];
  declaration?: { signed_at?: Instant; method?: string; signer?: string; capacity?: string; drawing?: Id; is_void: boolean; text: Record<string, string>; version: number };
  told: (ContractPage['told'][number] & { failed?: boolean })[];
  decision?: NonNullable<ContractPage['decision']> & { step?: Id; by?: string };
  deliveries: (ContractPage['deliveries'][number] & { amount_halalas?: number })[];
  replies?: { step: Id; text: string; channel: string; at: Instant }[];
  overrides: { control: string; clause?: string; step: Id; reason?: string; by: string; at: Instant }[];
  attachments: (Attachment & { item?: Id })[];
  next: NextStep[];
  returned?: { items: Id[]; reason?: string; until?: string };
  about?: RelatedRequest;
  appeal?: RelatedRequest;
  /** Others of this kind for the same person that are not closed: the oldest first. */
  twins: RelatedRequest[];
  break_glass_until?: Instant;
  records: StepRecord[];
}
export type Offer = OfferView;

export const stepOf = (page: RequestPage, id: Id | undefined) => page.steps.find((step) => step.id === id);
export const isVoid = (page: RequestPage): boolean => page.declaration?.is_void === true;
