import { Link, type LinkProps } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { buttonClass, type ButtonSize, type ButtonVariant } from '../../ui/Button';

type To = Pick<LinkProps, 'to' | 'params' | 'search'>;

/** A link of the desk that looks like a button: it goes somewhere, it changes nothing. */
export function LinkButton({ variant, size, icon, children, wide, ...to }: To & { variant?: ButtonVariant; size?: ButtonSize; icon?: ReactNode; wide?: boolean; children: ReactNode }) {
  return (
    <Link {...(to as LinkProps)} className={buttonClass({ variant, size, wide })}>
      {icon}
      {children}
    </Link>
  );
}

export function Crumb({ children, ...to }: To & { children: ReactNode }) {
  return (
    <>
      <Link {...(to as LinkProps)}>{children}</Link>
      <ChevronLeft className="crumb-arrow" aria-hidden="true" />
    </>
  );
}
