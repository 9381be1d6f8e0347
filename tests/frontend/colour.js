// Contrast as WCAG reckons it (relative luminance, https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio) of colours written
// in OKLCH (Ottosson 2020, https://bottosson.github.io/posts/oklab/).

/** [lightness 0–1, chroma, hue in degrees] → linear sRGB, clipped to what a screen can show. */
export function linearRgb([lightness, chroma, hue]) {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((part) => Math.min(1, Math.max(0, part)));
}

/** Between 1 (the same) and 21 (black on white). */
export function contrast(one, other) {
  const [light, dark] = [one, other]
    .map(linearRgb)
    .map(([red, green, blue]) => 0.2126 * red + 0.7152 * green + 0.0722 * blue)
    .sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}
