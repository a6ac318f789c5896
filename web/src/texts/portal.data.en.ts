import type { EnglishForms, Grammar } from '../ui/grammar';
import { file } from './file.en';
import { period } from './period.en';
import type { DataTexts } from './portal.data.ar';

export const data = (grammar: Grammar<EnglishForms>): DataTexts => ({
  title: 'My data',
  hint: 'What we know about you, a copy for you, and its correction or erasure',
  lead: 'This is what the association holds about you, and where it came from. You have the right to have it corrected, to take a copy along, and to ask for its erasure. We answer within thirty days.',
  nobody: 'There is no file of yours here yet', nobodyHint: 'Once you make a request, what you write in it about yourself shows here.',
  claim: 'Your identity has not been matched yet, so only what you wrote yourself shows here.',
  values: 'What we know about you', noValues: 'Nothing is held yet.', ...file,
  sources: { portal: 'you wrote it yourself', desk: 'written down by staff', request: 'from a request of yours', document: 'from a document that was sighted', import: 'from an earlier list of the association' },
  verified: (day) => `verified ${day}`, unverified: 'not verified yet',
  identities: 'Identity documents', expires: (day) => `expires ${day}`, sighted: (day) => `the original was sighted ${day}`, notSighted: 'the original was not sighted',
  phones: 'Phones', bound: 'Identity and phone are changed at the association, with the original.',
  correct: 'Ask for correction', correctOf: (what) => `Ask for correction: ${what}`, correctText: 'Write the right value. An officer looks at it; nothing changes before their answer.',
  add: 'Add what is missing', which: 'Which value?', newValue: 'The right value', reason: 'Why, or what proves it', send: 'Send', asked: 'We have your request and answer it in its time.',
  copy: 'A copy of my data', copyText: 'Everything we hold about you in one file: your data, your requests, your messages, and who looked at them.', copyPaper: 'To read and print (PDF)', copyData: 'To take elsewhere (JSON)',
  erase: 'Ask for erasure of my data', eraseText: 'Your data is destroyed: nobody can read it again, and it does not come back. After that we can serve you only with a new file. We look at your request and answer within thirty days; you can take it back until it is carried out.', eraseSend: 'I ask for erasure',
  history: 'What you asked about your data', kinds: { correction: 'Correction', erasure: 'Erasure', copy: 'A copy' },
  states: { open: 'Being looked at', granted: 'Granted', refused: 'Not accepted', withdrawn: 'Taken back', done: 'Carried out' },
  answerBy: (day) => `We answer by the end of ${day}`, askedOn: (day) => `Asked ${day}`, extended: (reason) => `We needed more time: ${reason}`, answer: (text) => `Answer: ${text}`,
  carryOut: (moment) => `Your data is destroyed ${moment}. Until then you can take your request back.`, withdraw: 'Take it back', withdrawn: 'Your request was taken back.',
  kept: 'How long we keep your data', keptText: 'When the time is over it is destroyed and nobody can read it, unless a case is open or a law asks for it to be kept.', period: period(grammar),
  keptOf: { served_file: 'Your file, after the last thing on it', unserved_file: 'Your file, if you made no request', circumstances: 'Your circumstances, income and assessments, after the last request', documents: 'What you attached to requests, after they were closed', former_values: 'What later data took the place of', messages: 'Texts of what we sent you' },
});
