// Everything the questionnaire tells the page and the screen reader, in order: the tests wait for it instead of a time.
window.heard = [];
for (const name of ["refund-question", "refund-error", "refund-verdict"])
  document.addEventListener(name, ({ detail }) => window.heard.push({ name, detail }));
// A result comes in two goes: this one still waits for the second.
const isWaiting = () => [...document.querySelectorAll("refund-questionnaire")].some((each) => each.renderRoot?.querySelector(".later"));
// The first event after `count` others, once it is on the screen and whole.
window.hear = (count) =>
  new Promise((resolve, reject) => {
    const look = (left) => {
      if (window.heard.length > count && !isWaiting()) setTimeout(() => resolve(window.heard[count]));
      else if (left) setTimeout(look, 10, left - 1);
      else reject(new Error("the questionnaire told nothing"));
    };
    look(1500);
  });
