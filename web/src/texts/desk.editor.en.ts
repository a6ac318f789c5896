import type { EnglishForms, Grammar } from '../ui/grammar';
import type { editor as arabic } from './desk.editor.ar';

export const editor = ({ count }: Grammar<EnglishForms>): ReturnType<typeof arabic> => ({
  lead: 'The files of the policy as they are written, and beside them the policy as people will read it. A draft binds nobody until it is approved.',
  files: 'Files of the draft',
  shared: 'Shared files',
  sharedCount: count({ one: '1 file', other: '{n} files' }),
  at: (file, line) => `${file}, line ${line}`,
  fileNamed: (name) => `Text of the file ${name}`,
  text: 'Text',
  preview: 'As it will be read',
  panes: 'What is shown',
  mistakes: count({ zero: 'No mistakes', one: '1 mistake', other: '{n} mistakes' }),
  unsaved: 'has changes that are not saved',
  save: 'Save the draft',
  saved: 'The draft is saved',
  allSaved: 'All is saved',
  keys: 'Press Ctrl and space for what may be written and what it means; Tab leaves the editor.',
  closed: 'This draft is closed: it can only be read.',
  conflict: 'Somebody else saved this draft',
  conflictText: 'Nothing that you typed is lost. Take their revision and drop your changes, or lay the files that you changed over theirs and save.',
  takeTheirs: 'Take theirs',
  keepMine: 'Keep mine over theirs',
  previewStands: 'What stands here is the last text without mistakes.',
  previewWaits: 'Correct the mistakes to see the policy as it will be read.',
  previewComes: 'The policy is being read…',
});
