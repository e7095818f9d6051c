// Of each page with samples: records what a sample does, and names what a sample must not have.
'use strict';
(() => {
  const ELEMENTS = new Set('p br hr em strong code pre blockquote ul ol li h1 h2 h3 h4 h5 h6 a div img table thead tbody tr th td'
    .split(' '));
  const ATTRIBUTES = {
    a: ['href', 'rel'], img: ['src', 'alt', 'title'], div: ['lang'], th: ['align', 'scope'], td: ['align'],
  };
  const EVENTS = ['mouseover', 'mouseenter', 'mousedown', 'click', 'focus', 'focusin', 'toggle', 'beforetoggle', 'keydown',
    'pointerdown', 'animationstart', 'start', 'error', 'load', 'begin'];
  const HARMLESS = new Set(['http:', 'https:', 'mailto:']);
  const [doc, query, byId] = [document, Document.prototype.querySelectorAll, Document.prototype.getElementById];
  const ran = [];
  window.__run = (number) => void ran.push(Number(number));
  for (const dialog of ['alert', 'confirm', 'prompt', 'print', 'open']) window[dialog] = () => window.__run(-1);
  const all = (selector) => [...query.call(doc, selector)];
  const later = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

  // A link to the web would end the page. One that runs is followed.
  addEventListener('click', (event) => {
    const link = event.target.closest?.('a[href], area[href]');
    if (link && HARMLESS.has(link.protocol)) event.preventDefault();
  }, true);

  function findings(section, found) {
    const add = (kind, detail) => found.push({ sample: Number(section.dataset.sample), kind, detail });
    for (const element of Element.prototype.querySelectorAll.call(section, '*')) {
      const name = element.localName;
      if (!ELEMENTS.has(name) || element.namespaceURI !== 'http://www.w3.org/1999/xhtml') add('element', name);
      for (const attribute of element.attributes) {
        if (/^on/i.test(attribute.name)) add('handler', attribute.name);
        else if (!(ATTRIBUTES[name] ?? []).includes(attribute.name)) add('attribute', `${name} ${attribute.name}`);
      }
      if (name === 'a') {
        if (element.hasAttribute('href') && !HARMLESS.has(element.protocol)) add('address', String(element.href));
        if (element.getAttribute('rel') !== 'nofollow noopener noreferrer' && element.hasAttribute('href'))
          add('rel', String(element.getAttribute('rel')));
      }
      if (name === 'img' && element.hasAttribute('src') && new URL(element.src).protocol !== 'https:'
        && new URL(element.src).origin !== location.origin) add('address', element.src);
    }
  }

  function findingsOfPage(expected) {
    const found = [];
    const main = doc.documentElement.querySelector('main#page');
    const page = (detail) => found.push({ sample: expected.length === 1 ? expected[0] : -1, kind: 'page', detail });
    const numbers = main ? [...main.children].map((each) => each.dataset.sample).join() : 'no main';
    if (numbers !== expected.join()) page(`samples ${numbers}`);
    if (main?.parentElement !== doc.documentElement.querySelector('body')) page('main has another parent');
    if (byId.call(doc, 'page-title')?.dataset.page !== 'yes' || all('#page-title').length !== 1) page('page-title');
    if (window.pageSettings !== undefined || !(doc.body instanceof HTMLBodyElement) || typeof doc.cookie !== 'string'
      || !(doc.scripts instanceof HTMLCollection)) page('hidden name');
    for (const name of ['getElementById', 'querySelectorAll']) if (typeof doc[name] !== 'function') page(name);
    return found;
  }

  // As a front end does: what a browser writes is read once more, which must change nothing.
  function mutations(section, found) {
    const html = section.innerHTML;
    section.innerHTML = html;
    if (section.innerHTML !== html) found.push({ sample: Number(section.dataset.sample), kind: 'mutation', detail: html });
  }

  async function wake(sections) {
    for (const section of sections)
      for (const element of Element.prototype.querySelectorAll.call(section, '*'))
        for (const type of EVENTS) element.dispatchEvent(new Event(type));
    for (const section of sections)
      for (const link of Element.prototype.querySelectorAll.call(section, 'a, area, button, [type=submit], [type=image], summary')) {
        if (typeof link.click === 'function') link.click();
        else link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
        await later(0);
      }
    await later(100);
  }

  window.__inspect = async (expected, isMutated) => {
    const sections = all('section.sample');
    const found = findingsOfPage(expected);
    for (const section of sections) findings(section, found);
    if (isMutated)
      for (const section of sections) {
        mutations(section, found);
        findings(section, found);
      }
    const images = all('section.sample img[src]').map((image) => image.src);
    await wake(all('section.sample'));
    for (const number of ran) found.push({ sample: number, kind: 'script', detail: '' });
    const links = all('section.sample a[href]').length;
    return JSON.stringify({ findings: found, images, links });
  };
})();
