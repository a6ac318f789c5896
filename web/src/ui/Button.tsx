import type { ComponentProps, MouseEvent, ReactNode } from 'react';
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

export type ButtonProps = Omit<ComponentProps<'button'>, 'children' | 'className' | 'style' | 'disabled' | 'onClick'> & Look & {
  onPress?: (event: MouseEvent<HTMLButtonElement>) => void;
  isDisabled?: boolean;
  /** Something is on its way: the button stays in place, keeps the focus and takes no second press. */
  busy?: boolean;
};

/**
 * The platform's own button. With an icon and no children it needs an aria-label. Inside React Aria's triggers (menus,
 * pickers) use `react-aria-components/Button` with `buttonClass`.
 */
export function Button({ variant, size, icon, wide, busy, isDisabled, onPress, children, type = 'button', ...rest }: ButtonProps) {
  const common = useCommon();
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (busy) event.preventDefault();
    else onPress?.(event);
  };
  return (
    <button
      {...rest}
      type={type}
      disabled={isDisabled}
      aria-disabled={busy || undefined}
      data-pending={busy ? '' : undefined}
      className={buttonClass({ variant, size, wide, iconOnly: children === undefined })}
      onClick={press}
    >
      {busy ? <span className="spinner" role="img" aria-label={common.states.loading} /> : icon}
      {children}
    </button>
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
