// Comfort only: every page is complete without this file.

const status = document.querySelector("[data-status]");

// A link to copy: put its address on the clipboard and say so. Without a clipboard, or with a key
// held down that opens it elsewhere, it stays an ordinary link.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-copy]");
  const held = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!link || held || !navigator.clipboard) return;
  event.preventDefault();
  try {
    await navigator.clipboard.writeText(link.href);
  } catch {
    location.assign(link.href);
    return;
  }
  const control = link.closest("details");
  control.open = false;
  control.querySelector("summary").focus();
  status.textContent = `${status.dataset.status} ${link.href}`;
});

// Escape closes an open choice and leads back to what opened it.
document.addEventListener("keydown", (event) => {
  const control = event.key === "Escape" && event.target.closest("details.copy[open]");
  if (!control) return;
  control.open = false;
  control.querySelector("summary").focus();
});
