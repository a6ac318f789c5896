import type { FormItem } from '../../api/model';
import type { Common } from '../../texts/common.ar';
import type { PortalTexts } from '../../texts/portal.ar';
import type { Formats } from '../../ui/texts';
import type { Fault } from './rules';

/** What both faces say it with; amounts as the reader writes them. */
export interface FaultWords {
  fields: Common['fields'];
  expired: string;
  money: (halalas: number) => string;
  number: (value: number) => string;
}

/** A fault in words. */
export function faultText(fault: Fault, item: Pick<FormItem, 'type'>, words: FaultWords): string {
  const { fields } = words;
  const amount = (limit: number) => (item.type === 'money' ? words.money(limit) : words.number(limit));
  switch (fault.code) {
    case 'missing': return fields.requiredMissing;
    case 'not_number': return fields.notNumber;
    case 'not_money': return fields.notMoney;
    case 'not_phone': return fields.notPhone;
    case 'not_email': return fields.notEmail;
    case 'not_identity': return fields.notIdentity;
    case 'not_iban': return fields.notIban;
    case 'not_short_address': return fields.notShortAddress;
    case 'not_date': return fields.notDate;
    case 'expired': return words.expired;
    case 'too_small': return fields.tooSmall(amount(fault.limit));
    case 'too_large': return fields.tooLarge(amount(fault.limit));
    case 'too_short': return fields.tooShort(fault.limit);
    case 'too_long': return fields.tooLong(fault.limit);
  }
}

export const portalFaultWords = (texts: PortalTexts, { money, number }: Formats): FaultWords => ({ fields: texts.common.fields, expired: texts.form.expired, money, number });
