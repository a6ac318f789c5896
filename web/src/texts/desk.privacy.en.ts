import type { EnglishForms, Grammar } from '../ui/grammar';
import type { privacy as arabic } from './desk.privacy.ar';

export const privacy = ({ count }: Grammar<EnglishForms>): ReturnType<typeof arabic> => ({
  title: 'Data requests', lead: 'What people ask of their own data: its correction, a copy, its erasure. They are answered within thirty days.',
  waiting: count({ zero: 'No requests here', one: '{n} request', other: '{n} requests' }),
  tabs: { open: 'To be answered', granted: 'Granted', refused: 'Not accepted', done: 'Carried out' }, state: 'State',
  emptyTitle: 'No requests here', emptyText: 'When somebody asks for correction or erasure of their data, it shows here with its day.', more: 'Show more',
  kinds: { correction: 'Correction', erasure: 'Erasure', copy: 'A copy' },
  states: { open: 'To be answered', granted: 'Granted', refused: 'Not accepted', withdrawn: 'Taken back', done: 'Carried out' },
  somebody: 'Somebody whose name is not shown to you', gone: 'Their data was destroyed', asked: (day) => `asked ${day}`, inPortal: 'in the portal', atDesk: 'at the desk', by: (name) => `written down by ${name}`,
  answerBy: (day) => `To be answered by ${day}`, late: 'Late', current: 'On file now', wanted: 'What they ask for', nothing: 'Nothing on file', reason: 'Reason', extension: 'Why it takes longer', answer: 'Answer',
  answeredBy: (name, day) => `Answered by ${name}, ${day}`, carryOut: (moment) => `The data is destroyed ${moment}; until then it can be stopped.`,
  grant: { correction: 'Approve the correction', erasure: 'Agree to the erasure', copy: 'The copy was handed over' }, refuse: 'Do not accept', extend: 'Extend the time',
  grantText: {
    correction: 'The new value comes onto the file, the former one stays in its history, and the person is told.', erasure: 'In three days the data of this person is destroyed: nobody can read it again and it does not come back; the record stays whole. They are told now, and may take it back.', copy: 'Take the copy from the person’s page, hand it over, then confirm.',
  },
  refuseText: 'The person reads this reason. It may be refused where a law obliges the association to keep the data, or the same is asked again without cause.', refuseReason: 'Why it is not accepted', note: 'A note to the person', sighted: 'I saw what proves the new value',
  extendText: 'Thirty days more, once, before the time is over. The person is told why.', extendReason: 'Why it takes longer', saved: 'Saved, and the person was told.', blocked: 'What stands in the way',
  section: 'Their rights over their data', none: 'They have asked nothing about their data.', write: 'Write down what they asked', writeTitle: 'A request about data', writeText: 'What was asked by word of mouth, by phone or by letter is written down here; it has the same clock.', kind: 'What did they ask?', which: 'Which value?', value: 'The value they ask for', written: 'Written down; its time runs.',
  copyPaper: 'A copy of their data (PDF)', copyData: 'A copy to take elsewhere (JSON)',
  died: 'The death of this person is on record', diedText: 'The file is closed: nothing is changed, no request is opened and no message is sent. Close what is left of their requests.',
  noteDeath: 'Note a death', noteDeathText: 'The file is closed, its messages stop, and no phone opens it.', deathDay: 'Day of death', deathSighted: 'I saw the death certificate', deathSightedNeeded: 'A death is noted only when its certificate was sighted.', deathNote: 'Note', deathSaved: 'The death is on record; the file is closed.',
  undoDeath: 'Undo the death', undoDeathText: 'The file is open again; what happened stays in its history.', undoDeathReason: 'Why was it noted in error?', undone: 'The file is open again.',
});
