/** The labels of the interface. Everything about the case itself comes from the checker. */

/** @type {import("./contract").Verdict[]} */
export const VERDICTS = ["qualifies", "partly", "unclear", "does_not_qualify"];

export const verdictName = {
  qualifies: "Qualifies",
  partly: "Partly",
  unclear: "Unclear",
  does_not_qualify: "Does not qualify",
  pending: "Not settled yet",
};

/** What a gate asks, and the mark that its status is shown with. */
export const gateName = {
  coverage: "Is this order protected?",
  ground: "Is this a problem that the programme answers for?",
  proof: "Can it be shown?",
  time: "Is there time?",
};
export const gateStatus = { open: "Yes", closed: "No", unclear: "Unclear", unknown: "Not known yet" };
export const gateShape = { open: "qualifies", closed: "does_not_qualify", unclear: "unclear", unknown: "unknown" };

export const who = { buyer: "You", supplier: "The seller", seller: "The seller", alibaba: "Alibaba.com" };
export const deadlineState = {
  today: "today",
  passed: "passed",
  not_started: "not yet",
  open: "open now",
};
export const remedyName = {
  refund: "Refund",
  credit: "Credit for later orders",
  deposit_back: "Deposit back",
  goods: "Goods",
};

export const words = {
  continue: "Continue",
  none: "None of these",
  startAgain: "Start again",
  keep: "Keep it as it is",
  tryAgain: "Try again",
  loadAgain: "Load the page again",
  refine: "Work it out again",
  change: "Change",

  back: "Back",
  optional: "You can leave this out.",
  answeredHere: "Answered on this screen",

  tap: "One tap answers and moves on. Every answer can be changed later.",
  tapSpoken: "Choosing an answer moves on to the next question. The arrow keys only look around.",
  why: "Why we ask",
  whyTable: "What each answer would leave possible",
  look: "Where to look",
  changing: "Changing an earlier answer",
  chooseOne: "Choose one of the answers.",
  chooseSome: "Choose at least one answer.",
  answerOne: "Answer at least one of these first.",
  typeOne: {
    date: "Type a day, or choose one of the words below.",
    money: "Type an amount, or choose one of the words below.",
    number: "Type a number, or choose one of the words below.",
    files: "Choose the files.",
  },
  pick: "Pick a day from a calendar",
  dayHint: "For example 20 May 2026",

  soFar: "Still possible",
  ruledOut: "ruled out",
  answers: "Your answers so far",
  stale: "Set aside",
  setAside: (count) => `${count} set aside`,
  staleMeans: "These answers make no difference now. They count again when they matter.",
  safeSoFar: "Act by, as far as is known",

  changeToday: "Change the day",
  countedFrom: "Counted from today,",
  countedFromOther: "Counted from",
  todayPrompt: "Which day is today?",
  todayHelp: "Every day left is counted from it. Change it to see how the answer stood on another day.",
  private: "What you answer stays on this device.",

  keepMine: "Keep my answers on this device",
  keepMeans: "They stay in this browser until you forget them. Whoever uses this device can see them.",
  cannotKeep: "This browser does not keep anything for this page. Your answers stay until you close it.",
  forget: "Forget everything",
  forgotten: "Everything that you answered here is forgotten.",
  goingOn: (day) => `You go on where you left off, with your answers of ${day}.`,
  keptToo: (day) => `Your own answers of ${day} are kept on this device.`,
  goOn: "Go on with them",

  linkTitle: "What the link said",
  linkTooLong: "This link is too long to hold answers to these questions. Nothing was taken from it.",
  thenItWas: (day) => `On ${day} the answer in this link was:`,
  todayItIs: "Today it is:",
  onDayItIs: (day) => `Counted from ${day} it is:`,
  asItStood: (day) => `This is the answer as it stood on ${day}, when the link was made.`,
  stillSame: (day) => `The link was made on ${day}. The answer is still the same.`,
  rulesChanged: "The rules of this checker have changed since then.",
  onlyTheDay: "The rules are the same. Only the day is another.",
  linkAltered: "Day and rules are the same. Either the answer rested on files, whose names are never in a link, or the link was changed by hand.",
  showThen: (day) => `Show it as it stood on ${day}`,
  showToday: "Show it as it stands today",

  actBy: "Act by",
  onlyIf: (condition) => `only if ${condition}`,
  lastDay: "Last day",
  sameDay: "the same day",
  dates: "Dates",
  byGuide: "The last day under each guide",
  doubtful: "doubtful",
  money: "Money",
  atMost: "at most",
  asAssessed: "as Alibaba.com assesses it",
  reasons: "Why: the four gates",
  notNeeded: "The answer did not have to wait for this.",
  next: "What to do next",
  later: "Still to come: what would change this answer, and what each guide alone would say.",
  changes: "What would change the answer",
  withTime: "If nothing else happens",
  from: "from",
  until: "until",
  stillPossible: "What you can still do",
  doorCloses: "What would close a door",
  notPossible: "What would have been otherwise",
  readings: "What each guide alone would say",
  guideSilent: "This guide does not say",
  silentOn: (count) => `Silent on ${count} ${count === 1 ? "question" : "questions"}`,
  today: "Today",
  picture: (count) => `A drawing of ${count} days, to scale: what has happened, today, and what is due by whom. The list of dates below says the same in words.`,
  takeAway: "To take away",
  take: {
    answer: "The answer in five lines",
    link: "A link to this answer",
    calendar: "Calendar file",
    dispute: "Dispute statement",
    evidence: "Evidence list",
    paper: "On paper",
    json: "The whole answer as data",
  },
  takeMeans: {
    answer: "Verdict, days, sources and the link below, for a forum or a message.",
    link: "It holds your answers, without the names of files. Opening it does not send them to a server. Whoever has it can read them.",
    calendar: "Every day that lies ahead, with reminders before your own.",
    dispute: "The facts you told, in order, to paste into the dispute form.",
    evidence: "What to gather, and what is still missing.",
    paper: "Print it, or save it as a PDF, with the sources’ addresses.",
    json: "For your own tools: everything shown here, as JSON.",
  },
  toCalendar: "Put the days into your calendar",
  noCalendar: "No day lies ahead, so there is nothing for a calendar.",
  download: "Download",
  copy: "Copy",
  print: "Print",
  show: "Show the text",
  copied: "Copied.",
  notCopied: "This page may not copy. The text is selected: copy it with the keyboard or the menu.",
  sources: "Sources",
  places: "Used here",
  ourFacts: "Each statement",
  evidence: "What to gather",
  have: { true: "You have it", false: "Not yet", null: "Not told" },
  fileCheck: "Would your files be taken?",
  fileCheckMeans: "Add the files that you mean to hand in. Their kind, number, size and names are held against what the guides say.",
  filesPrivate: "Only names and sizes are read, here in your browser. No file is opened, and nothing leaves this device.",
  chooseFiles: "Choose files, or drop them here",
  noFiles: "No file is chosen yet.",
  filesTaken: (fine, all) => `${fine === all ? (all === 1 ? "This file" : `All ${all} files`) : `${fine || "None"} of ${all} files`} can be handed in unchanged.`,
  filesTogether: (fine, all) => `Right alone: ${fine || "none"} of ${all} files. Together they are too much.`,
  filesLookedAt: (most) => `At most ${most} files are looked at.`,
  fileTaken: "Can be handed in unchanged.",
  remove: "Remove",
  removeAll: "Remove all",
  problems: "Each problem by itself",
  closer: "For a closer answer",
  closerMeans: "The verdict stands. These answers make the days and amounts more exact. Leave out what you do not know.",
  outcome: "More about this outcome",
  source: "Source",
  compared: "Compared on",
  sourcePage: "See it in the guide’s facts",
  original: "The guide itself",
  decided: "How we decide",

  waiting: "Your answer is kept.",
  fetching: "Fetching the checker, which runs here in your browser",
  starting: "Starting the checker",
  longFetch: "This takes longer than usual: the connection is slow. What has arrived is kept, and the next visit is faster.",
  longStart: "This takes longer than usual: everything has arrived, and Python is starting on this device.",
  meanwhile: "The pages tell the same facts meanwhile:",
  everyOutcome: "every outcome",
  everyDeadline: "every deadline",
  failed: "The checker did not start",
  stumbled: "The checker could not answer",
  failedMeans: "Your answers are kept. The pages of this site tell the same facts without it.",
  facts: "Read the pages",
  wanted: "Wanted",
  andMore: (count) => `And ${count} more like these.`,
  errorsTitle: "This does not fit together yet",
};

export const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

/** "9 days left", "1 day ago": a count of days from today, in words. */
export function daysLeft(days) {
  if (days === 0) return "today";
  const count = `${Math.abs(days)} ${Math.abs(days) === 1 ? "day" : "days"}`;
  return days > 0 ? `${count} left` : `${count} ago`;
}
