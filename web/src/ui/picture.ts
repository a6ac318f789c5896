const largestSide = 2200;
const worthShrinking = 1_500_000;

/** A phone's photo is made smaller before it goes over a slow line; what is no large picture, or cannot be read, goes as it is. */
export async function shrinkPicture(file: File): Promise<{ blob: Blob; name: string }> {
  const asItIs = { blob: file, name: file.name };
  if (file.size < worthShrinking || !/^image\/(jpeg|png|webp)$/.test(file.type)) return asItIs;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, largestSide / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85));
    if (!blob || blob.size >= file.size) return asItIs;
    return { blob, name: `${file.name.replace(/\.[^.]+$/, '')}.jpg` };
  } catch {
    return asItIs;
  }
}
