/**
 * Puts a live board into any page, with one line:
 *   <script src="https://HOST/embed.js" data-board="wsk2024/welding" data-lang="kk" data-rows="5" async></script>
 * The board stands where the line stands, in a frame of its own: it takes nothing from the page and gives it nothing.
 */
(() => {
  const script = document.currentScript;
  const asked = new URLSearchParams();
  for (const name of ['board', 'lang', 'rows', 'theme']) {
    if (script.dataset[name]) asked.set(name, script.dataset[name]);
  }
  const frame = document.createElement('iframe');
  frame.src = new URL(`/embed.html?${asked}`, script.src).href;
  frame.title = script.dataset.title || 'Bayge';
  frame.loading = 'lazy';
  frame.style.cssText = 'border:0;width:100%;height:20rem;color-scheme:normal';
  const { origin } = new URL(script.src);
  addEventListener('message', ({ source, origin: from, data }) => {
    const height = source === frame.contentWindow && from === origin ? Number(data?.bayge_height) : 0;
    if (height > 0 && height < 20000) frame.style.height = `${height}px`;
  });
  script.after(frame);
})();
