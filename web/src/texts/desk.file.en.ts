import type { EnglishForms, Grammar } from '../ui/grammar';
import type { personFile as arabic } from './desk.file.ar';

export const personFile = ({ count }: Grammar<EnglishForms>): ReturnType<typeof arabic> => ({
  add: 'Add a value', addTitle: 'Add a value', which: 'Which value?',
  dueAgain: (day) => `to be verified again since ${day}`, verifyAgain: (day) => `verified again on ${day}`,
  verify: 'I verified these today', verifyTitle: 'Verify again', verifyText: 'Confirm the values that you found right as they stand. Correct first what has changed.', verifyHow: 'How did you verify?', verifyNone: 'Choose at least one value.', verified: 'The verification is on record.',
  means: { visit: 'Visit', interview: 'Interview', phone: 'Phone call', documents: 'Documents' },
  dueTitle: 'To be verified again', dueLead: 'A year has passed since these values were verified; the longest ago first.', dueLink: 'To be verified again', dueSince: (day) => `last verified ${day}`, dueEmpty: 'Nothing is due', dueEmptyText: 'When a year has passed since a value that changes was verified, its person shows here.', more: 'Show more',
  dueCount: count({ zero: 'Nobody', one: '{n} person', other: '{n} people' }),
  needs: 'Needs assessment', noNeeds: 'Their needs have not been assessed yet.', assess: 'New assessment', assessTitle: 'Needs assessment', assessText: 'What you found on that day. The figures go onto the file as verified, so nobody asks for them again.',
  on: 'Day of the assessment', how: 'How was it made?', members: 'How many live together', income: 'Their income in a month', obligations: 'Their obligations in a month', whatNeeded: 'What they need', priority: 'Priority', needNote: 'Note', addNeed: 'Add a need', removeNeed: (need) => `Remove: ${need}`, summary: 'Summary', saved: 'The assessment is saved.',
  perHead: (money) => `Left for each in a month: ${money}`, againOn: (day) => `assessed again on ${day}`, againDue: (day) => `to be assessed again since ${day}`, assessedOn: (day, how) => `${day} · ${how}`, by: (name) => `assessed by ${name}`,
  membersCount: count({ zero: 'nobody', one: '{n} person', other: '{n} people' }),
  needNames: { food: 'Food', housing: 'Housing', health: 'Health', education: 'Education', clothing: 'Clothing', transport: 'Transport', furniture: 'Furniture and appliances', debt: 'Paying a debt', work: 'Work', training: 'Training', support: 'Psychological and social support', other: 'Something else' },
  priorities: { urgent: 'Urgent', high: 'High', normal: 'Normal' },
  former: count({ zero: 'No earlier ones', one: '{n} earlier assessment', other: '{n} earlier assessments' }),
  household: 'Household', householdNone: 'No household is on record.', addMember: 'Add a member', addMemberTitle: 'Add a member of the household', addMemberText: 'Whoever has a file is added; others are registered first.', member: 'Member', relation: 'What they are to the head', relationOf: (name: string) => `What ${name} is to the head`, changeRelation: (name: string) => `Change the relation of ${name}`, relationTitle: 'Relation to the head', leave: (name: string) => `Let ${name} leave the household`, leaveTitle: 'Leave the household', leaveText: (name: string) => `${name} no longer lives with this household. What was on record stays in the log.`, leaveAct: 'Let them leave', pickMember: 'Choose a person.', householdSaved: 'The household is saved.', self: 'whose file this is',
  relations: { head: 'Head', spouse: 'Spouse', child: 'Child', parent: 'Parent', sibling: 'Sibling', relative: 'Relative', other: 'Other' } as Record<string, string>,
});
