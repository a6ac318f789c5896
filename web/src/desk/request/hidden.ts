import type { ItemView, RequestPage } from './model';

const identifying = new Set(['full_name', 'identity_number', 'phone', 'email', 'birth_date']);

/** What would name a confidential person stays hidden until the name is asked for. */
export const isHidden = (page: Pick<RequestPage, 'confidentiality'>, item: Pick<ItemView, 'known_as'>, isShown: boolean): boolean =>
  page.confidentiality === 'confidential' && !isShown && item.known_as !== undefined && identifying.has(item.known_as);
