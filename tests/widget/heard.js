// Everything the questionnaire tells the page and the screen reader, in order: the tests wait for it instead of a time.
window.heard = [];
for (const name of ["refund-question", "refund-error", "refund-verdict"])
  document.addEventListener(name, ({ detail }) => window.heard.push({ name, detail }));
// The first event after `count` others, once it is on the screen.
window.hear = (count) =>
  new Promise((resolve) => {
    const look = () => (window.heard.length > count ? setTimeout(() => resolve(window.heard[count])) : setTimeout(look, 10));
    look();
  });
