import {
  ArrowRightLeft, BellRing, Check, CheckCheck, CircleSlash, ClipboardCheck, ClipboardPen, CornerUpLeft, FilePen, FileSignature, Gavel, GitMerge, HandCoins, HandHeart, Hourglass,
  Megaphone, MessageCircleQuestion, MessageSquareReply, NotebookPen, PackageCheck, Pause, PenLine, Play, RotateCcw, Scale, Send, ShieldAlert, SkipForward, Star, UserCheck, Zap, type LucideIcon,
} from 'lucide-react';
import { createElement } from 'react';

const icons: Readonly<Record<string, LucideIcon>> = {
  raise_question: MessageCircleQuestion, answer_question: MessageSquareReply, submit: Send, correct_item: PenLine, sign: FileSignature, verify_item: ClipboardCheck,
  finish_verification: CheckCheck, ask_clarification: MessageCircleQuestion, answer_clarification: MessageSquareReply, tell: Megaphone, record_decision: Gavel, enroll: UserCheck,
  deliver: HandHeart, confirm_receipt: PackageCheck, reply: MessageSquareReply, judge: Scale, offer_evaluation: Star, record_result: ClipboardPen, record_progress: NotebookPen, skip_optional: SkipForward,
  close: Check, return_for_completion: CornerUpLeft, withdraw: CircleSlash, hold: Pause, resume: Play, reassign: ArrowRightLeft, lapse: Hourglass, remind: BellRing,
  reopen: RotateCcw, rectify: FilePen, override_control: ShieldAlert, appeal: Scale, merge: GitMerge, delivery_failed: Zap, pay: HandCoins,
};

export const ActionIcon = ({ action }: { action: string }) => createElement(icons[action] ?? Zap, { 'aria-hidden': true });
