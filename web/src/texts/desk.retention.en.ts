import type { EnglishForms, Grammar } from '../ui/grammar';
import { period } from './period.en';
import type { retention as arabic } from './desk.retention.ar';

export const retention = (grammar: Grammar<EnglishForms>): ReturnType<typeof arabic> => {
  const { count } = grammar;
  return {
    title: 'Retention', lead: 'How long what is known of people is kept, what is destroyed when its time is over, and what is on hold.',
    tabs: { schedule: 'Schedule', files: 'Files whose period is over', holds: 'Files on hold' }, tab: 'What the page shows',
    period: period(grammar),
    law: 'The personal data protection law asks for destruction once the purpose is over, unless a law fixes a time or a case is open. Nothing is destroyed before its period is set here.',
    categories: {
      served_file: 'File of somebody with a request', unserved_file: 'File of somebody without a request', circumstances: 'Circumstances, income and assessments', documents: 'Papers attached to requests', former_values: 'Former values', messages: 'Texts of messages',
    },
    since: {
      served_file: 'The whole file, after the last thing on it.', unserved_file: 'The whole file, after the last thing on it.', circumstances: 'After the last request was closed and they were last renewed.', documents: 'After the last request of their owner was closed.', former_values: 'After later values took their place.', messages: 'After they were sent. That and when they were sent stays.',
    },
    notSet: 'No period is set', proposed: (period) => `Proposed: ${period}`, basis: 'Basis', setBy: (name, day) => `Set by ${name} ${day}`, setOn: (day) => `Set ${day}`,
    worksFrom: (day) => `In effect from ${day}`, passed: (day) => `Last looked through ${day}`,
    destroyed: count({ zero: 'Nothing was destroyed by it yet', one: '1 destroyed by it', other: '{n} destroyed by it' }),
    set: 'Set the period', change: 'Change the period', of: (what) => `Period of retention: ${what}`, end: 'Take it out of effect', monthsLabel: 'How many months?', range: (from, to) => `From ${from} to ${to}`,
    basisLabel: 'Basis', basisHint: 'A law, a decision of the board, or the document retention policy.', foresee: 'How many are over it today?',
    foreseen: count({ zero: 'Nothing is over it today.', one: '1 is over it today.', other: '{n} are over it today.' }), foreseenMore: (number) => `More than ${number} are over it today.`,
    wholeText: 'Every file is announced thirty days before it is destroyed, and stays if something happens on it or it is put on hold. What is destroyed does not come back.', partText: 'Destruction begins thirty days after the period is set. What is destroyed does not come back.', saved: 'The period is set.', ended: 'Nothing of this category is destroyed by its age any more.',
    noFiles: 'No file is over its period', noFilesText: 'A file shows here thirty days before it is destroyed.', destroyOn: (day) => `Destroyed on ${day}`, noted: (day) => `announced ${day}`, held: 'On hold', somebody: 'Somebody whose name you do not see',
    noHolds: 'No file is on hold', noHoldsText: 'A file is put on hold on the page of the person, or in the list of files whose period is over.', placed: (name, day) => `Placed by ${name} ${day}`, placedOn: (day) => `Placed ${day}`, review: (day) => `to be reviewed ${day}`, reviewDue: 'Review is due',
    hold: 'Put on hold', holdTitle: 'Put the file on hold', holdText: 'Neither the file nor any part of it is destroyed, even if its owner asks, until the hold is lifted. It is reviewed on its day; it does not end by itself.', reason: 'Reason', reasonHint: 'A case before a court, a complaint, an inspection.', reviewOn: 'To be reviewed on', holdSaved: 'The file is on hold.',
    lift: 'Lift the hold', liftTitle: 'Lift the hold', liftText: 'The period applies to the file again, and its owner may ask for its erasure.', lifted: 'The hold is lifted.',
    section: 'Retention of the file', sectionNone: 'Nothing holds this file.', announced: (day) => `The period of this file is over: it is destroyed on ${day} unless something happens on it.`, more: 'Show more', gone: 'destroyed when its time of keeping was over',
  };
};
