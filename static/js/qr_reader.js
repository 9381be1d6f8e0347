// From a picture to the texts of the QR codes in it: by the browser's own BarcodeDetector where there is one, else by
// zxing (C++ compiled to WebAssembly, 1 MB from our own server, fetched the first time somebody scans).
//
// WebAssembly needs 'wasm-unsafe-eval' in the content security policy: only pages with `camera=True` have it
// (borse/frame/routes.py).

const WASM = new URL("../vendor/zxing/zxing_reader.wasm", import.meta.url).href;
// A badge that fills a third of the picture is read at this width; more pixels cost time and nothing else.
const WIDTH = 960;

/** Make a reader: `await read(video)` gives the texts in sight, none when there are none. */
export async function qrReader() {
  return (await ownReader()) ?? zxingReader();
}

async function ownReader() {
  try {
    if (!(await BarcodeDetector.getSupportedFormats()).includes("qr_code")) return null;
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    await detector.detect(new ImageData(8, 8));
    return async (video) => (await detector.detect(video)).map((code) => code.rawValue);
  } catch {
    return null; // none at all, or (Android without Google's services) one that only says that it is there
  }
}

async function zxingReader() {
  const { prepareZXingModule, readBarcodes } = await import("../vendor/zxing/reader/index.js");
  await prepareZXingModule({
    overrides: { locateFile: (path, folder) => (path.endsWith(".wasm") ? WASM : folder + path) },
    fireImmediately: true,
  });
  const canvas = document.createElement("canvas");
  const drawing = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    const scale = Math.min(1, WIDTH / video.videoWidth);
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    drawing.drawImage(video, 0, 0, canvas.width, canvas.height);
    const picture = drawing.getImageData(0, 0, canvas.width, canvas.height);
    const found = await readBarcodes(picture, { formats: ["QRCode"], maxNumberOfSymbols: 4 });
    return found.filter((code) => code.isValid).map((code) => code.text);
  };
}
