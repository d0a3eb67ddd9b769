/** The circle of a station: white inside its line's colour, or yellow in a dark ring for a peak moment. */
export function StationMark({ peak, small = false }: { peak: boolean; small?: boolean }) {
  const size = small ? 'size-7' : peak ? 'size-[2.6rem] -mt-[0.15rem]' : 'size-9';
  const colour = peak ? 'border-ink bg-yellow' : 'border-(--line) bg-paper';
  return <span aria-hidden className={`block shrink-0 rounded-full border-[0.55rem] ${size} ${colour}`} />;
}
