import { readRiyals, typedRiyals } from '../../ui/numbers';

// An amount is typed in riyals and kept in halalas; everything else is kept as it is typed.
export const isMoney = (field: string): boolean => field === 'income' || field === 'obligations';
export const typedValue = (field: string, stored: string): string => (isMoney(field) && /^\d+$/.test(stored) ? typedRiyals(Number(stored)) : stored);
export const sentValue = (field: string, typed: string): string => (isMoney(field) ? String(readRiyals(typed) ?? typed) : typed);
