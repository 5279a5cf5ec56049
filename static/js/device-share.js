// data-share="#id": the device's own share sheet, with the text, the link and the pictures of the page, where there is one.
import { each } from "./writing.js";

async function files(page) {
  const found = [];
  for (const link of page.querySelectorAll("[data-share-file]")) {
    const mime = link.dataset.shareFile;
    try {
      const answer = await fetch(link.href, { credentials: "same-origin" });
      if (answer.ok) found.push(new File([await answer.blob()], `picture.${mime.split("/")[1]}`, { type: mime }));
    } catch {
      // Without the picture, then: it can still be downloaded.
    }
  }
  return found;
}

export function deviceShares(root) {
  each(root, "[data-share]", (button) => {
    if (!navigator.share || !button.hidden) return;
    button.hidden = false;
    // Fetched before the tap: a share sheet opens only right after one.
    const pictures = navigator.canShare ? files(document) : Promise.resolve([]);
    let ready = [];
    pictures.then((found) => (ready = found));
    button.addEventListener("click", async () => {
      const text = document.querySelector(button.dataset.share)?.value ?? "";
      const url = button.dataset.shareUrl;
      const data = { text: url && !text.includes(url) ? `${text}\n\n${url}` : text };
      if (ready.length && navigator.canShare({ ...data, files: ready })) data.files = ready;
      try {
        await navigator.share(data);
      } catch {
        // Closed without sharing: the page is as it was.
      }
    });
  });
}
