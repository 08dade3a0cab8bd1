"use strict";
{
  const find = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const words = JSON.parse(find("#script_words").textContent);
  const facts = JSON.parse(find("#script_facts").textContent);
  const asked = new URLSearchParams(location.search);
  const events = all(".event");
  const top = events.filter(event => !event.parentElement.closest(".event"));
  const flat = text => text.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim();
  const text_of = event => [...event.children].flatMap(one => one.matches(".body") ? [...one.children] : one)
    .filter(one => !one.matches(".add, .events")).map(one => one.textContent).join(" ");
  const texts = new Map(events.map(event => [event, flat(text_of(event))]));
  const instant = text => text ? Date.parse(text) : NaN;

  // Subscribing to a page whose own address nobody has written down: it is where it is read.
  const ways = {
    apple: feed => feed.replace(/^https?:/, "webcal:"),
    google: feed => "https://calendar.google.com/calendar/r?cid=" + encodeURIComponent(feed.replace(/^https?:/, "webcal:")),
    outlook: feed => "https://outlook.live.com/calendar/0/addfromweb?url=" + encodeURIComponent(feed),
    office: feed => "https://outlook.office.com/calendar/0/addfromweb?url=" + encodeURIComponent(feed),
  };
  const lead = (link, way, feed) => {
    if (way === "address") link.textContent = feed;
    else link.href = ways[way](feed);
    link.hidden = false;
  };
  // A server that makes calendars on request tells where; what it serves is subscribed to there.
  const on_request = find("[name=calendars]")?.content;
  if (location.protocol.startsWith("http")) {
    for (const link of all(on_request ? "[data-way]" : "[data-way][hidden]"))
      lead(link, link.dataset.way, new URL(link.closest("[data-feed]").dataset.feed, location.href).href);
  }
  for (const address of all("[data-way=address]:not([hidden]), [data-lead=address]")) {
    const copy = document.createElement("button");
    copy.type = "button";
    copy.textContent = words.copy;
    copy.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(address.textContent);
        copy.textContent = words.copied;
      } catch {
        getSelection().selectAllChildren(address);
      }
    });
    address.after(copy);
  }

  // Now and next.
  const chip = (event, word) => {
    const mark = document.createElement("span");
    mark.className = "chip live";
    mark.textContent = word;
    find(":scope > .body > .facts", event).append(mark);
  };
  const show_now = () => {
    const now = asked.has("now") ? instant(asked.get("now")) : Date.now();
    if (Number.isNaN(now)) return;
    for (const mark of all(".chip.live")) mark.remove();
    const dated = events.map(event => {
      const from = instant(event.dataset.from), to = instant(event.dataset.to);
      const over = to || instant(event.closest(".day").dataset.ends);
      const has_clock = !!find(":scope > .time time", event);
      return {event, from, to, past: over <= now, soon: has_clock && from > now && from < now + 86400000};
    });
    const some_left = dated.some(one => one.from && !one.past);
    const coming = Math.min(...dated.filter(one => one.soon).map(one => one.from));
    const live = [];
    for (const {event, from, to, past} of dated) {
      event.classList.toggle("past", past && some_left);
      const word = from <= now && now < to ? words.now : from === coming ? words.next : null;
      if (word) {
        chip(event, word);
        live.push(event);
      }
    }
    // What is open all day stands at its head, however late it is: what has an hour is nearer to now.
    const first = live.find(event => find(":scope > .time b time", event)) ?? live[0];
    const link = find("#to_now");
    link.hidden = !first;
    if (first) {
      first.id ||= "to_first";
      link.href = "#" + first.id;
    }
  };
  show_now();
  if (!asked.has("now")) setInterval(show_now, 60000);

  // What is led to stands below the bar, however many lines that has.
  const line = find(".days"), bar = find(".bar");
  new ResizeObserver(() => {
    document.documentElement.style.scrollPaddingBlockStart = Math.max(bar.offsetHeight, line.offsetHeight) + 16 + "px";
  }).observe(bar);

  // The day that is being read is marked in the line of days, and in sight there.
  const follow = target => {
    const link = find(`[href="#${target.getAttribute("aria-labelledby")}"]`, line);
    find("[aria-current]", line)?.removeAttribute("aria-current");
    link.ariaCurrent = "true";
    const [here, frame] = [link, line].map(one => one.getBoundingClientRect());
    line.scrollBy({left: (here.left + here.right - frame.left - frame.right) / 2});
  };
  const watch = new IntersectionObserver(
    seen => seen.filter(one => one.isIntersecting).forEach(one => follow(one.target)),
    {rootMargin: "-25% 0px -75%"});
  for (const section of all(".day, .venues")) watch.observe(section);

  // The reader's own zone.
  const zones = find("#clock_zone");
  const told = all(".zone_words").map(element => ({element, home: [...element.childNodes]}));
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const clocks = all(".event time").map(element => ({element, at: new Date(element.dateTime), home: element.textContent}));
  const day_of = (at, zone) => Date.parse(new Intl.DateTimeFormat("en-CA", {timeZone: zone}).format(at));
  const offset_at = (at, zone) => new Intl.DateTimeFormat("en", {timeZone: zone, timeZoneName: "shortOffset"})
    .formatToParts(at).find(part => part.type === "timeZoneName").value.replace("GMT", "UTC").replace("-", "−");
  const show_zone = zone => {
    const is_own = zone !== facts.zone;
    const clock = new Intl.DateTimeFormat("en-GB", {timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23"});
    for (const {element, at, home} of clocks) {
      element.textContent = is_own ? clock.format(at) : home;
      const shift = is_own ? (day_of(at, zone) - Date.parse(element.dateTime.slice(0, 10))) / 86400000 : 0;
      if (shift) {
        const mark = document.createElement("span");
        mark.className = "shift";
        mark.textContent = (shift > 0 ? "+" : "−") + Math.abs(shift);
        element.append(mark);
      }
    }
    document.body.classList.toggle("own-zone", is_own);
    const first = offset_at(clocks[0].at, zone);
    for (const {element, home} of told) {
      const day = element.closest(".day"), clock = day && find("time", day);
      const offset = clock ? offset_at(new Date(clock.dateTime), zone) : first;
      const own_words = day ? (offset === first ? "" : `${city(zone)}, ${offset}`)
        : words.own_zone.replace("{zone}", () => city(zone)).replace("{offset}", () => offset);
      element.replaceChildren(...is_own ? [own_words] : home);
    }
  };
  const city = zone => zone.split("/").pop().replaceAll("_", " ");
  if (own && own !== facts.zone && clocks.length) {
    zones.add(new Option(words.own.replace("{zone}", () => city(own)), own));
    zones.hidden = false;
    zones.addEventListener("change", () => show_zone(zones.value));
  }

  // Stars: kept on this device, by the ids under which calendars know the events.
  const shelf = "calendar_tool/" + facts.programme;
  const read = () => {
    try {
      return new Set(JSON.parse(localStorage.getItem(shelf)));
    } catch {
      return new Set();
    }
  };
  const starred = read();
  const keep = () => {
    try {
      localStorage.setItem(shelf, JSON.stringify([...starred]));
    } catch {
      // Where nothing can be kept, stars last as long as the page.
    }
  };
  const stars = events.map(event => {
    const star = document.createElement("button");
    const title = find(":scope > .body > :is(h3, h4, h5, h6)", event);
    star.type = "button";
    star.className = "star";
    star.addEventListener("click", () => {
      const uid = event.dataset.uid;
      if (!starred.delete(uid)) starred.add(uid);
      keep();
      show_stars();
    });
    title.before(star);
    return {star, uid: event.dataset.uid, title: title.textContent};
  });
  const show_stars = () => {
    for (const {star, uid, title} of stars) {
      const on = starred.has(uid);
      star.textContent = on ? "★" : "☆";
      star.ariaPressed = on;
      star.ariaLabel = words.star.replace("{title}", () => title);
    }
    if (!filters) return;
    const chosen = events.filter(event => starred.has(event.dataset.uid));
    for (const control of [find("#save_starred"), find(".tick")]) control.hidden = !chosen.length && !find("#only_starred").checked;
    // What has no date yet is in no file; a calendar that is followed will tell it.
    const undated = chosen.filter(event => event.closest("[aria-labelledby=to_undated]"));
    find("#save_starred").disabled = undated.length === chosen.length;
    find("#undated_starred").textContent = words.undated.replace("{n}", undated.length);
    find("#undated_starred").hidden = !undated.length;
    const dated = chosen
      .map(event => /event\/(.+)\.ics$/.exec(find(":scope > .body > .add [download]", event)?.getAttribute("href"))?.[1])
      .filter(Boolean);
    const ids = new Set([...dated, ...undated.map(event => event.id).filter(id => !id.startsWith("uid_"))]);
    const can_follow = on_request && dated.length > 0 && ids.size <= 200;
    find("#follow_starred").hidden = !can_follow;
    if (can_follow) {
      const feed = new URL(`${on_request}${[...ids].sort().join("+")}.ics`, location.href).href;
      for (const link of all("[data-lead]")) lead(link, link.dataset.lead, feed);
    }
    choose();
  };

  // Choosing.
  const filters = find("#all_filters");
  const value = id => find("#" + id)?.value ?? "";
  const choose = () => {
    if (!filters) return;
    const asked_words = flat(value("by_words")).split(" "), only = find("#only_starred").checked;
    const day = value("by_day"), venue = value("by_venue"), kind = value("by_kind"), person = value("by_people");
    const hidden_tracks = all(".key input:not(:checked)").map(box => box.id.replace("show_", "track-"));
    const fits = event => {
      const {uid, venue: place = "", kind: sort = "", people = ""} = event.dataset;
      return (!only || starred.has(uid)) && (!venue || place === venue) && (!kind || sort === kind)
        && (!person || people.split(" ").includes(person))
        && (!day || event.closest(".day").dataset.day === day)
        && !hidden_tracks.some(track => event.classList.contains(track))
        && asked_words.every(word => texts.get(event).includes(word));
    };
    let shown = 0;
    for (const event of top) {
      const parts = all(".event", event);
      const itself = fits(event), by_part = parts.some(fits);
      event.hidden = !itself && !by_part;
      shown += !event.hidden;
      for (const part of parts) part.hidden = !itself && !fits(part) && !all(".event", part).some(fits);
    }
    for (const list of all(".day > .events")) {
      list.hidden = !find(":scope > .event:not([hidden])", list);
      if (list.previousElementSibling?.matches(".label")) list.previousElementSibling.hidden = list.hidden;
    }
    for (const section of all(".day")) section.hidden = !find(".event:not([hidden])", section);
    const chosen = shown < top.length;
    document.body.classList.toggle("chosen", chosen);
    find("#show_all").hidden = !chosen;
    find("#how_many").textContent = chosen ? words.shown.replace("{n}", shown).replace("{total}", top.length) : "";
  };
  if (filters) {
    filters.hidden = false;
    const wide = matchMedia("(min-width: 52.01rem)"), fold = () => { find("details", filters).open = wide.matches; };
    wide.addEventListener("change", fold);
    fold();
    find(".choose").addEventListener("input", choose);
    find("#show_all").addEventListener("click", () => {
      for (const control of all(".choose select, .choose [type=search]")) control.value = "";
      for (const box of all(".key input")) box.checked = true;
      find("#only_starred").checked = false;
      choose();
      find("#by_words").focus();
    });
    find("#save_starred").addEventListener("click", () => save(calendar()));
  }
  show_stars();

  // Starred events as a calendar (RFC 5545), made of what the page tells search engines.
  const described = event => [event, ...(event.subEvent ?? []).flatMap(described)];
  const place = event => [event.location].flat().filter(one => one?.name)
    .map(one => [one.name, one.address].filter(Boolean).join(", ")).join("; ");
  const escaped = text => text.replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n");
  const stamp = at => new Date(at).toISOString().replace(/[-:]|\.\d+/g, "");
  const is_day = text => !text.includes("T");
  const after = text => new Date(Date.parse(text) + 86400000).toISOString().slice(0, 10);
  const time = (name, text) => is_day(text) ? `${name};VALUE=DATE:${text.replaceAll("-", "")}` : `${name}:${stamp(text)}`;
  const entry = event => {
    const lines = ["BEGIN:VEVENT", "UID:" + escaped(event.identifier), "DTSTAMP:" + stamp(facts.told), time("DTSTART", event.startDate)];
    const end = event.endDate ?? (is_day(event.startDate) ? event.startDate : null);
    if (end) lines.push(time("DTEND", is_day(end) ? after(end) : end));
    lines.push("SUMMARY:" + escaped(event.name));
    const where = place(event);
    if (where) lines.push("LOCATION:" + escaped(where));
    if (event.description) lines.push("DESCRIPTION:" + escaped(event.description));
    if (/^https?:/.test(event.url ?? "")) lines.push("URL:" + event.url);
    if (event.eventStatus?.endsWith("Cancelled")) lines.push("STATUS:CANCELLED");
    return [...lines, "END:VEVENT"];
  };
  const folded = line => {
    const parts = [""];
    let octets = 0;
    for (const char of line) {
      const size = new TextEncoder().encode(char).length;
      if (octets + size > 75) {
        parts.push(" ");
        octets = 1;
      }
      parts[parts.length - 1] += char;
      octets += size;
    }
    return parts.join("\r\n");
  };
  const calendar = () => {
    const festival = JSON.parse(find("[type='application/ld+json']").textContent);
    const chosen = (festival.subEvent ?? []).flatMap(described).filter(event => starred.has(event.identifier));
    const head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//calendar_tool//page//EN", "X-WR-CALNAME:" + escaped(facts.name)];
    return [...head, ...chosen.flatMap(entry), "END:VCALENDAR", ""].map(folded).join("\r\n");
  };
  const save = text => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], {type: "text/calendar"}));
    link.download = facts.programme + ".ics";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
}
