/** Files made in the page: what is shown, as CSV, SVG or PNG. */
export function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

const csvCell = (cell: string): string => {
  // A cell that begins like a formula would be run by a spreadsheet; plain numbers may begin with a minus.
  const safe =
    /^[=+@\t\r]/.test(cell) || (cell.startsWith("-") && !/^-?\d+(\.\d+)?$/.test(cell)) ? `'${cell}` : cell;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** RFC 4180 with a byte-order mark, which WPS and Excel need to read Chinese. */
export const csvText = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`;

/** For the clipboard: pasted into a spreadsheet it falls into cells. */
export const tabText = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map((cell) => cell.replaceAll(/[\t\n\r]/g, " ")).join("\t")).join("\n");

/** The drawing as a document of its own: fonts and colours written in, on the paper's colour. */
export function svgText(svg: SVGElement, paper: string): string {
  const copy = svg.cloneNode(true);
  if (!(copy instanceof SVGElement)) return "";
  const box = svg.getBoundingClientRect();
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(Math.round(box.width)));
  copy.setAttribute("height", String(Math.round(box.height)));
  copy.setAttribute("style", `background:${paper};font-family:${getComputedStyle(svg).fontFamily}`);
  return new XMLSerializer().serializeToString(copy);
}

/** The drawing at twice its size on screen. */
export async function pngBlob(svg: SVGElement, paper: string): Promise<Blob | null> {
  const box = svg.getBoundingClientRect();
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(svg, paper))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(box.width * 2);
  canvas.height = Math.round(box.height * 2);
  const context = canvas.getContext("2d");
  if (context === null) return null;
  context.fillStyle = paper;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => {
    canvas.toBlob(resolve, "image/png");
  });
}
