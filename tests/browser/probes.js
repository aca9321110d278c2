// What the tests ask of a page. It is there before the page is, on no terms of the page's policy, and adds nothing to it.
window.probes = (() => {
  const violations = [];
  document.addEventListener("securitypolicyviolation", (event) =>
    violations.push(`${event.effectiveDirective}: ${event.blockedURI}`),
  );

  const all = (selector) => [...document.querySelectorAll(selector)];
  const seen = (element) => element.checkVisibility({ visibilityProperty: true });
  const short = (text) => text.replace(/\s+/g, " ").trim().slice(0, 40);
  const anchor = (element) => (element.id ? `#${element.id}` : element.classList.length ? `.${element.classList[0]}` : "");
  const name = (element) => `${element.tagName.toLowerCase()}${anchor(element)} "${short(element.textContent)}"`;

  // ── Folding ──

  const unfold = () => all("details").forEach((each) => (each.open = true));
  const fold = () => all("details").forEach((each) => (each.open = false));

  // What is out of sight of all that can be folded away, unless it is hidden altogether. Paper cannot be unfolded.
  const folded = () =>
    all("details:not([hidden], [hidden] *)")
      .flatMap((each) => [...each.children].filter((child) => child.tagName !== "SUMMARY"))
      .filter((child) => !seen(child) || (child.textContent.trim() && !child.getBoundingClientRect().height))
      .map((child) => `${name(child)} in ${name(child.closest("details"))}`);

  // ── Keyboard ──

  const STOPS = "a[href], button, input, select, textarea, summary, iframe, [controls], [contenteditable], [tabindex]";
  const labels = (element) => [...(element.labels ?? [])];
  const isRadio = (element) => element.matches("input[type=radio]");
  const group = (radio) =>
    all("input[type=radio]:enabled").filter((each) => each.name === radio.name && each.form === radio.form && seen(each));
  // One stop for a group of radio buttons: the one that is chosen, or else the first.
  const stands = (radio) => radio === (group(radio).find((each) => each.checked) ?? group(radio)[0]);
  // A focus ring may be drawn around the label where the control itself is not drawn.
  const ring = (element) =>
    [element, ...labels(element)]
      .map((each) => getComputedStyle(each))
      .map((style) => [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow].join(" "))
      .join(", ");
  let stops = [];
  let unfocused = [];

  const tabStops = () => {
    stops = all(STOPS)
      .filter((each) => each.tabIndex >= 0 && !each.matches(":disabled") && !each.closest("[inert]") && seen(each))
      .filter((each) => !each.name || !isRadio(each) || stands(each));
    unfocused = stops.map(ring);
    return stops.map(name);
  };

  // Where the keyboard is: the number of the stop, and what is wrong with how it shows.
  const keyboard = () => {
    const element = document.activeElement;
    const isThere = (each) => each === element || (isRadio(each) && isRadio(element) && group(each).includes(element));
    const stop = stops.findIndex(isThere);
    if (stop < 0) return { stop: element === document.body ? "the page itself" : name(element), faults: [] };
    const faults = [];
    if (stops[stop] === element && ring(element) === unfocused[stop]) faults.push("no ring");
    if (!isUncovered(element)) faults.push("hidden or covered");
    return { stop, faults };
  };

  // Whether the keyboard is at the first control from a place on, if there is any.
  const isFirstFrom = (id) => {
    const place = document.getElementById(id);
    const from = stops.filter((each) => place.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING);
    return !from.length || from[0] === document.activeElement;
  };

  // What is asked one by one stays here: to be found anew each time takes longer than the key.
  let foldable = [];
  let choosable = [];
  const summaries = () => (foldable = all("summary:not([hidden], [hidden] *)")).length;
  const atSummary = (number) => {
    foldable[number].focus();
    return [isOpen(number), name(foldable[number])];
  };
  const isOpen = (number) => foldable[number].parentElement.open;
  const open = (number) => void (foldable[number].parentElement.open = true);
  const choices = () =>
    (choosable = all("input[type=radio], input[type=checkbox]").filter((each) => seen(each) && !each.disabled)).length;
  const atChoice = (number) => {
    choosable[number].focus();
    return [choosable[number].checked, isRadio(choosable[number])];
  };
  const isChosen = (number) => choosable[number].checked;

  const isUncovered = (element) => {
    const drawn = [element, ...labels(element)];
    return drawn.flatMap((each) => [...each.getClientRects()]).some((rect) => {
      const [left, right] = [Math.max(rect.left, 0), Math.min(rect.right, innerWidth)];
      const [top, bottom] = [Math.max(rect.top, 0), Math.min(rect.bottom, innerHeight)];
      const hit = left < right && top < bottom && document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      return hit && drawn.some((each) => each.contains(hit));
    });
  };

  // ── Layout ──

  const overflow = () => {
    const [root, body] = [document.documentElement, document.body];
    return Math.max(root.scrollWidth, body.scrollWidth) - root.clientWidth;
  };

  // Text that lies outside what its surroundings let through, or beyond the page's right edge.
  const clipped = () => {
    const known = new Map();
    const edgesOf = (element) => known.get(element) ?? known.set(element, edges(element)).get(element);
    const isCutIn = (range, element) =>
      // What is put far to the left is there for screen readers, or until it has the focus.
      [...range.getClientRects()].some((rect) => rect.width && rect.right > 0 && isCut(rect, element, edgesOf));
    // Where text lies costs the browser a walk through all that is laid out with it, so no text is asked about that can
    // be scrolled to before anything cuts it.
    const canScroll = (element) => {
      if (!element || element === document.documentElement) return false;
      const { scrolls, isInline, cutsX, cutsY } = edgesOf(element);
      return scrolls || ((isInline || !(cutsX || cutsY)) && canScroll(element.parentElement));
    };
    const scrolled = new Map();
    const canBeRead = (element) => scrolled.get(element) ?? scrolled.set(element, canScroll(element)).get(element);
    const found = new Set();
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode;
      if (!text.data.trim() || !seen(text.parentElement) || canBeRead(text.parentElement)) continue;
      const cut = (start, end) => {
        const range = document.createRange();
        range.setStart(text, start);
        range.setEnd(text, end);
        return isCutIn(range, text.parentElement);
      };
      // Then word by word, for a space may hang over the end of its line.
      const words = cut(0, text.length) ? [...text.data.matchAll(/\S+/g)] : [];
      if (words.some((word) => cut(word.index, word.index + word[0].length))) found.add(name(text.parentElement));
    }
    return [...found];
  };

  // What an element does to text that reaches beyond it: asked once, for a page has a hundred texts in the same parts.
  const edges = (element) => {
    const style = getComputedStyle(element);
    const contained = /paint|strict|content/.test(style.contain);
    return {
      box: element.getBoundingClientRect(),
      scrolls: /auto|scroll/.test(style.overflowX + style.overflowY),
      isInline: style.display === "inline",
      cutsX: /hidden|clip/.test(style.overflowX) || contained,
      cutsY: /hidden|clip/.test(style.overflowY) || contained,
    };
  };

  const isCut = (rect, element, edgesOf) => {
    for (let around = element; around && around !== document.documentElement; around = around.parentElement) {
      const { box, scrolls, isInline, cutsX, cutsY } = edgesOf(around);
      if (scrolls) return false;
      if (isInline) continue;
      if (cutsX && box.width <= 1) return false; // said to screen readers alone
      if (cutsX && (rect.left < box.left - 1 || rect.right > box.right + 1)) return true;
      if (cutsY && (rect.top < box.top - 1 || rect.bottom > box.bottom + 1)) return true;
    }
    return rect.right > document.documentElement.clientWidth + 1;
  };

  // What scrolls by itself, which paper does not.
  const scrollers = () =>
    all("body *")
      .filter((each) => seen(each) && /auto|scroll/.test(getComputedStyle(each).overflowY))
      .filter((each) => each.scrollHeight > each.clientHeight + 1)
      .map(name);

  const moving = () => {
    const moves = (style) =>
      style.animationName !== "none" || /[1-9]/.test(style.transitionDuration) || style.scrollBehavior === "smooth";
    const parts = [undefined, "::before", "::after", "::details-content", "::marker", "::backdrop"];
    const found = all("*").filter((each) => parts.some((part) => moves(getComputedStyle(each, part)))).map(name);
    const elements = all("marquee, blink, animate, animateTransform, animateMotion, set").map(name);
    return [...found, ...elements, ...document.getAnimations().map((each) => each.constructor.name)];
  };

  // ── Tables ──

  const NUMBER = /^[-−~]?\d[\d,]*(\.\d+)?( ?(%|ns|µs|ms|s|min|h|B|KiB|MiB|GiB|points?))?$/;
  const NOTHING = /^(|–|-|not measured)$/;

  // Columns of numbers, their heads among them, that do not line up digit beneath digit.
  const ragged = () =>
    all("table").flatMap((table) => {
      const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
      return [...(rows[0]?.cells ?? [])].flatMap((_, column) => {
        // A number beside a bar belongs to the bar.
        const cells = rows.map((row) => row.cells[column]).filter((cell) => cell && seen(cell) && !cell.querySelector("svg"));
        const told = cells.map((cell) => cell.innerText.split("\n")[0].trim()).filter((text) => !NOTHING.test(text));
        if (!told.length || !told.every((text) => NUMBER.test(text))) return [];
        const heads = [...(table.tHead?.rows ?? [])].map((row) => row.cells[column]);
        const isRight = (cell) => /right|end/.test(getComputedStyle(cell).textAlign);
        const isTabular = (cell) => getComputedStyle(cell).fontVariantNumeric.includes("tabular-nums");
        const wrong = cells.filter((cell) => !isRight(cell) || !isTabular(cell));
        return [...wrong, ...heads.filter((head) => !isRight(head))].map(name);
      });
    });

  // ── What the page is made of ──

  const ACTIVE =
    "script style link meta base img iframe object embed form input textarea select button audio video template dialog";
  const TARGETS = "href src action formaction srcset data poster xlink:href";

  const made = () => {
    const of = (each) => [...each.attributes].map((attribute) => ({ each, key: attribute.name, value: attribute.value }));
    const attributes = all("*").flatMap(of);
    const acts = ({ key }) => key.startsWith("on") || key === "style";
    const leads = ({ key, value }) => TARGETS.split(" ").includes(key) && value !== "data:," && !/^#[a-z0-9-]+$/.test(value);
    return {
      headings: all("h1").length,
      active: Object.fromEntries(ACTIVE.split(" ").map((tag) => [tag, all(tag).length])),
      handlers: attributes.filter(acts).map(({ each, key }) => `${name(each)} ${key}`),
      astray: attributes.filter(leads).map(({ value }) => value),
    };
  };

  // Characters that turn text around or speak to a terminal, wherever a reader or a screen reader may meet them.
  const strange = () => {
    const acts = /[\u202a-\u202e\u2066-\u2069\u001b\u009b]/;
    const attributes = all("*").flatMap((each) => [...each.attributes].map((attribute) => attribute.value));
    const texts = [document.title, document.body.innerText, document.documentElement.textContent, ...attributes];
    return texts.filter((text) => acts.test(text)).map(short);
  };

  // ── Links ──

  const targets = () => [...new Set(all("a[href^='#']").map((each) => each.getAttribute("href").slice(1)))];

  // Whether what a link points to is there to be read, without another step.
  const landed = (id) => {
    const rect = document.getElementById(id).getBoundingClientRect();
    return seen(document.getElementById(id)) && rect.height > 0 && rect.top < innerHeight && rect.bottom > 0;
  };

  return {
    ...{ violations, unfold, fold, folded },
    ...{ tabStops, keyboard, isFirstFrom },
    ...{ summaries, atSummary, isOpen, open, choices, atChoice, isChosen },
    ...{ overflow, clipped, scrollers, moving, ragged },
    ...{ made, strange, targets, landed },
  };
})();
