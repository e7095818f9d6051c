// Of the page that shows each sample in a frame of its own, so that one that ends its page ends no other.
'use strict';
(() => {
  const ran = new Set();
  window.__run = (number) => void ran.add(Number(number));
  const within = (milliseconds, promise) =>
    Promise.race([promise, new Promise((_, fail) => setTimeout(() => fail(new Error('late')), milliseconds))]);

  async function inspect(number) {
    const frame = document.createElement('iframe');
    frame.setAttribute('sandbox', 'allow-scripts allow-same-origin allow-forms');
    const loaded = new Promise((done) => frame.addEventListener('load', done, { once: true }));
    frame.src = `/raw/${number}`;
    document.body.append(frame);
    try {
      await within(3000, loaded);
      const page = JSON.parse(await within(2000, frame.contentWindow.__inspect([number], false)));
      if (frame.contentWindow.location.pathname !== `/raw/${number}`) throw new Error('another page');
      return page.findings;
    } catch (e) {
      return [{ sample: number, kind: 'navigation', detail: String(e) }];
    } finally {
      frame.remove();
    }
  }

  window.__inspectFrames = async (numbers) => {
    const findings = [];
    const worker = async () => {
      for (let number = numbers.shift(); number !== undefined; number = numbers.shift()) findings.push(...(await inspect(number)));
    };
    await Promise.all(Array.from({ length: 16 }, worker));
    for (const number of ran) findings.push({ sample: number, kind: 'script', detail: '' });
    return JSON.stringify({ findings, images: [], links: 0 });
  };
})();
