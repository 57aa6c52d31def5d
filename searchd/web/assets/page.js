// What the page does better with JavaScript.
import { startCompletions } from "./completions.js";
import { addFinders, startFinders, refreshFinders } from "./facet_values.js";
import { startLive } from "./live.js";

const narrow = window.matchMedia("(max-width: 55.99rem)");

/// On narrow screens the filters begin closed: the results come first.
function fitFilters() {
  document.querySelector("#all-filters").open = !narrow.matches;
}

/// Where there is room, the filters cannot be closed.
function onToggle({ target }) {
  if (target.matches("#all-filters") && !narrow.matches) target.open = true;
}

/// Makes a page what it is with JavaScript: this one, or one that comes in.
function prepare(page) {
  // What opens and closes stays as it was left.
  for (const details of page.querySelectorAll("details[id]")) {
    details.open = document.getElementById(details.id)?.open ?? details.open;
  }
  for (const group of page.querySelectorAll("fieldset, #sort")) group.setAttribute("aria-describedby", "at-once");
  // live.js has a live region that does not come and go.
  page.querySelector("#total").removeAttribute("role");
  addFinders(page);
}

document.documentElement.classList.add("js");
prepare(document);
fitFilters();
narrow.addEventListener("change", fitFilters);
document.addEventListener("toggle", onToggle, true);
startLive({ prepare, shown: refreshFinders });
startFinders();
startCompletions();
