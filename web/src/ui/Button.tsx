import type { ComponentProps, ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button';
import { useCommon } from './texts';

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger';
export type ButtonSize = 'small' | 'medium' | 'large';

interface Look {
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: ReactNode;
  /** Across the whole width of where it stands. */
  wide?: boolean;
  children?: ReactNode;
}

export function buttonClass({ variant = 'secondary', size = 'medium', wide, iconOnly }: Omit<Look, 'icon' | 'children'> & { iconOnly?: boolean }): string {
  const names = ['button', `button-${variant}`];
  if (size !== 'medium') names.push(`button-${size}`);
  if (wide) names.push('button-wide');
  if (iconOnly) names.push('button-icon');
  return names.join(' ');
}

export type ButtonProps = Omit<AriaButtonProps, 'children' | 'className' | 'style' | 'isPending'> & Look & {
  /** Something is on its way: the button stays in place and takes no second press. */
  busy?: boolean;
};

/** With an icon and no children it needs an aria-label. */
export function Button({ variant, size, icon, wide, busy, children, ...rest }: ButtonProps) {
  const common = useCommon();
  return (
    <AriaButton
      {...rest}
      isPending={busy ?? false}
      className={buttonClass({ variant, size, wide, iconOnly: children === undefined })}
    >
      {busy ? <span className="spinner" role="img" aria-label={common.states.loading} /> : icon}
      {children}
    </AriaButton>
  );
}

/** A link that looks like a button: it goes somewhere, it changes nothing. */
export function ButtonLink({ variant, size, icon, wide, children, ...rest }: ComponentProps<'a'> & Look) {
  return (
    <a {...rest} className={buttonClass({ variant, size, wide, iconOnly: children === undefined })}>
      {icon}
      {children}
    </a>
  );
}
