import type { ReactNode } from 'react';

type IconProps = { readonly className?: string };

/** A 24-unit drawing in the colour of the text around it, hidden from screen readers: the words are beside it. */
function draw({ className = 'size-5' }: IconProps, shape: ReactNode) {
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      viewBox="0 0 24 24"
      className={`shrink-0 ${className}`}
      fill="none"
      stroke="currentColor"
      strokeWidth="2.25"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {shape}
    </svg>
  );
}

export const ArrowRightIcon = (props: IconProps) => draw(props, <path d="M4 12h15M13 6l6 6-6 6" />);
export const ArrowLeftIcon = (props: IconProps) => draw(props, <path d="M20 12H5M11 6l-6 6 6 6" />);
export const ChevronDownIcon = (props: IconProps) => draw(props, <path d="M6 9l6 6 6-6" />);
export const ChevronLeftIcon = (props: IconProps) => draw(props, <path d="M15 6l-6 6 6 6" />);
export const ChevronRightIcon = (props: IconProps) => draw(props, <path d="M9 6l6 6-6 6" />);
export const PlusIcon = (props: IconProps) => draw(props, <path d="M12 5v14M5 12h14" />);
export const CloseIcon = (props: IconProps) => draw(props, <path d="M6 6l12 12M18 6L6 18" />);
export const CheckIcon = (props: IconProps) => draw(props, <path d="M5 12.5l4.5 4.5L19 7.5" />);
export const MoreIcon = (props: IconProps) => draw(props, <path d="M5 12h.01M12 12h.01M19 12h.01" strokeWidth="3.5" />);
export const PencilIcon = (props: IconProps) =>
  draw(props, <path d="M4 20l1-4L16.5 4.5a2.1 2.1 0 0 1 3 3L8 19l-4 1zM14 7l3 3" />);
export const TrashIcon = (props: IconProps) =>
  draw(props, <path d="M4 7h16M9 7V4h6v3M6.5 7l1 13h9l1-13M10 11v5M14 11v5" />);
export const RestoreIcon = (props: IconProps) => draw(props, <path d="M4 12a8 8 0 1 0 2.5-5.8L4 8.5M4 4v4.5h4.5" />);
export const ArchiveIcon = (props: IconProps) => draw(props, <path d="M3.5 5h17v4h-17zM5 9v10h14V9M10 13h4" />);
export const UndoIcon = (props: IconProps) => draw(props, <path d="M9 14L4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3" />);
export const RedoIcon = (props: IconProps) => draw(props, <path d="M15 14l5-5-5-5M20 9H10a6 6 0 0 0 0 12h3" />);
export const CopyIcon = (props: IconProps) => draw(props, <path d="M9 9h11v11H9zM15 9V4H4v11h5" />);
export const DownloadIcon = (props: IconProps) => draw(props, <path d="M12 4v11M7 11l5 5 5-5M4 20h16" />);
export const LinkIcon = (props: IconProps) =>
  draw(
    props,
    <path d="M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-6-5.5l-1.5 1.5M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 6 5.5l1.5-1.5" />,
  );
export const CalendarIcon = (props: IconProps) => draw(props, <path d="M4 6h16v14H4zM4 11h16M8 3v5M16 3v5" />);
export const PeopleIcon = (props: IconProps) =>
  draw(
    props,
    <path d="M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-3.5 2.9-6 6.5-6s6.5 2.5 6.5 6M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14.5c2.2.8 3.5 2.8 3.5 5.5" />,
  );
export const RouteIcon = (props: IconProps) =>
  draw(
    props,
    <path d="M5 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM19 21a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM7.5 5.5H15a3.25 3.25 0 0 1 0 6.5H9a3.25 3.25 0 0 0 0 6.5h7.5" />,
  );
export const EyeIcon = (props: IconProps) =>
  draw(
    props,
    <path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z" />,
  );
export const EyeOffIcon = (props: IconProps) =>
  draw(
    props,
    <path d="M4 4l16 16M9.5 6a9 9 0 0 1 2.5-.4c6 0 9.500 6.400 9.500 6.400a16 16 0 0 1-3 3.700M6 7.700A16 16 0 0 0 2.500 12S6 18.500 12 18.500a9 9 0 0 0 4-1M9.900 10a3 3 0 0 0 4.100 4.100" />,
  );
export const AlertIcon = (props: IconProps) =>
  draw(props, <path d="M12 3.5L2.500 20h19L12 3.500zM12 10v4.500M12 17.300v.1" />);
export const InfoIcon = (props: IconProps) =>
  draw(props, <path d="M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5M12 7.700v.1" />);
export const SignOutIcon = (props: IconProps) => draw(props, <path d="M10 4H4v16h6M9 12h11M16 8l4 4-4 4" />);
