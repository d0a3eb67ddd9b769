import type { ButtonProps } from 'react-aria-components/Button';

type Pressable = Pick<ButtonProps, 'isPending' | 'onPress'>;

/**
 * A button whose work is under way: it keeps the focus, looks busy and does nothing. React Aria's own `isPending` also
 * announces the button by its id, which leaves a nameless picture behind when the work leads to another page.
 */
export const pendingProps = ({ isPending, onPress }: Pressable) => ({
  onPress: isPending ? undefined : onPress,
  'data-pending': isPending || undefined,
});
