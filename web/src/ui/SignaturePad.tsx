import { Eraser } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import Pad from 'signature_pad';
import { Button } from './Button';
import { FieldError } from './Field';
import { useCommon } from './texts';

interface SignaturePadProps {
  /** The drawing as PNG, or null when it was cleared. */
  onChange: (drawing: Blob | null) => void;
  error?: ReactNode;
  name?: string;
}

/** Drawing is never the only way to sign: whoever shows this offers the others beside it. */
export default function SignaturePad({ onChange, error, name }: SignaturePadProps) {
  const common = useCommon();
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = useRef<Pad | null>(null);
  const report = useRef(onChange);
  const [drawn, setDrawn] = useState(false);
  useEffect(() => { report.current = onChange; });

  useEffect(() => {
    const area = canvas.current;
    if (!area) return;
    const made = new Pad(area, { penColor: '#0d121c', minWidth: 0.9, maxWidth: 2.6 });
    pad.current = made;
    const fit = () => {
      const ratio = Math.max(devicePixelRatio, 1);
      const strokes = made.toData();
      area.width = area.offsetWidth * ratio;
      area.height = area.offsetHeight * ratio;
      area.getContext('2d')?.scale(ratio, ratio);
      made.clear();
      made.fromData(strokes);
    };
    fit();
    made.addEventListener('endStroke', () => {
      setDrawn(true);
      area.toBlob((blob) => report.current(blob), 'image/png');
    });
    const observer = new ResizeObserver(fit);
    observer.observe(area);
    return () => {
      observer.disconnect();
      made.off();
    };
  }, []);

  const clear = () => {
    pad.current?.clear();
    setDrawn(false);
    onChange(null);
  };
  return (
    <div className="field" data-field={name} data-invalid={error ? '' : undefined}>
      <div className="spread">
        <span className="field-label">{common.signature.label}</span>
        <Button variant="quiet" size="small" isDisabled={!drawn} onPress={clear} icon={<Eraser aria-hidden="true" />}>{common.signature.clear}</Button>
      </div>
      <div className="signature">
        <canvas ref={canvas} role="img" aria-label={drawn ? common.signature.drawn : common.signature.empty} />
        {!drawn && <span aria-hidden="true">{common.signature.hint}</span>}
      </div>
      <FieldError>{error}</FieldError>
    </div>
  );
}
