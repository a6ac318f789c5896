import { useFormats } from '../../ui/texts';

/** A reference, phone or identity number: in the reader's digits, never turned around by the text beside it. */
export function Numeric({ children }: { children: string }) {
  const { digits } = useFormats();
  return <bdi className="ltr numbers">{digits(children)}</bdi>;
}
