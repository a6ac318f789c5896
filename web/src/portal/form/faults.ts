import type { FormItem } from '../../api/model';
import type { PortalTexts } from '../../texts/portal.ar';
import type { Formats } from '../../ui/texts';
import type { Fault } from './rules';

/** A fault in words; amounts as the reader writes them. */
export function faultText(fault: Fault, item: Pick<FormItem, 'type'>, texts: PortalTexts, formats: Formats): string {
  const { fields } = texts.common;
  const amount = (limit: number) => (item.type === 'money' ? formats.money(limit) : formats.number(limit));
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
    case 'expired': return texts.form.expired;
    case 'too_small': return fields.tooSmall(amount(fault.limit));
    case 'too_large': return fields.tooLarge(amount(fault.limit));
    case 'too_short': return fields.tooShort(fault.limit);
    case 'too_long': return fields.tooLong(fault.limit);
  }
}
