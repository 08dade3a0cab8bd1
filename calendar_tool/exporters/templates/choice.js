"use strict";
{
  const links = [...document.querySelectorAll(".choice a")];
  const base = tag => tag.toLowerCase().split("-")[0];
  const wanted = navigator.languages.flatMap(tag => [
    links.find(link => link.hreflang.toLowerCase() === tag.toLowerCase()),
    links.find(link => base(link.hreflang) === base(tag)),
  ]).find(Boolean);
  if (wanted) location.replace(wanted.href + location.search + location.hash);
}
