import { describe, expect, it } from 'vitest';
import { draftOf, firstFault, place, recall, stepOf, type Typed } from './founding';

const typed: Typed = {
  slug: 'amal', name: { ar: 'جمعية الأمل', en: 'Amal' }, licence: '7777', policy: { from: 'shipped', name: 'teryaq' }, isApproved: 'yes',
  approval: { meeting: '3', term: '4', date: '2026-01-31' }, administrator: { name: 'ريم', email: 'reem@amal.example' },
};
const obstacle = (field: string) => ({ code: 'x', field, parameters: {} });

describe('what is sent', () => {
  it('is what was answered so far', () => {
    expect(draftOf(typed, 'association')).toEqual({ slug: 'amal', name: typed.name, licence: '7777' });
    expect(draftOf(typed, 'policy')).not.toHaveProperty('administrator');
    expect(draftOf(typed).approval).toEqual({ meeting: '3', term: '4', date: '2026-01-31' });
    expect(draftOf(typed)).not.toHaveProperty('isApproved');
  });
  it('says nothing of an approval that there is not yet', () => {
    expect(draftOf({ ...typed, isApproved: 'no' })).not.toHaveProperty('approval');
    expect(draftOf({ ...typed, approval: { ...typed.approval, date: '' } }).approval).not.toHaveProperty('date');
  });
});

describe('what stands in the way', () => {
  it('lies on its field and belongs to its step', () => {
    const faults = place([obstacle('/name/ar'), obstacle('/administrator/email'), obstacle('/approval/date'), obstacle('/policy')]);
    expect([...faults.keys()]).toEqual(['name.ar', 'administrator.email', 'approval.date', 'policy']);
    expect(firstFault(faults, 'policy')).toBe('policy');
    expect(firstFault(faults, 'review')).toBeUndefined();
    expect(stepOf('administrator.email')).toBe('administrator');
  });
});

describe('a visit', () => {
  it('begins anew where nothing was kept', () => {
    expect(recall('token').step).toBe('association');
  });
});
