import type { Begun } from '../../api/model';
import { useFormats } from '../../ui/texts';
import { useTexts } from '../texts';

/** From where a value that nobody typed here comes. */
export function BegunNote({ begun }: { begun: Begun }) {
  const { form } = useTexts();
  const { digits } = useFormats();
  return (
    <span className="begun">
      {form.begun[begun.source]}
      {begun.reference && <> <bdi className="ltr numbers">{digits(begun.reference)}</bdi></>}
    </span>
  );
}
