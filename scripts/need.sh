#!/usr/bin/env bash
# Installs what the tests need on Debian as root (Chromium, fonts, PostgreSQL, Tiled); elsewhere says in one line what is missing.
set -euo pipefail

missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v gcc >/dev/null || missing+=(gcc libc6-dev) # the race detector links C
fc-list 2>/dev/null | grep -qi 'noto.*cjk' || missing+=(fonts-noto-cjk)
fc-list 2>/dev/null | grep -qi 'noto.*emoji' || missing+=(fonts-noto-color-emoji)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null || missing+=(postgresql) # the tests start their own
command -v tiled >/dev/null || missing+=(tiled libqt5svg5) # Qt's SVG plugin: without it Tiled sees no picture
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends fontconfig "${missing[@]}" >/dev/null
else
  echo "The tests need: ${missing[*]} (Debian's names). Install them and run make test again." >&2
  exit 1
fi
