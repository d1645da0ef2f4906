// Editors and viewers: interactive ones can run anything.
#include "core/analysis/shell/programs.h"
#include "core/analysis/shell/programs/specials.h"

namespace callgate::analysis::shell {
namespace {

constexpr Program kPrograms[] = {
    {.names = "vim|vi|nvim|view|gvim|rvim|vimdiff|gvimdiff|elvis|nvi|vim.tiny|vim.basic|mvim|gview|evim",
     .valued = "-c -S -u -i -T -t -w -W --cmd",
     .rules = "--version --help -h : read\n: special",
     .special = judge_vim},
    {.names = "nano|pico|micro|joe|jed|mcedit|ne|kak|helix|hx|gedit|kate|kwrite|mousepad|leafpad|xed|"
              "pluma|geany|sublime_text|subl|atom|code|code-insiders|codium|cursor|windsurf|zed|idea|"
              "pycharm|webstorm|goland|clion|mg|xemacs|zile|notepad|notepad++|"
              "textedit|mate|bbedit|libreoffice|soffice|sensible-editor|editor|select-editor|acme|"
              "lite-xl|fresh|tilde",
     .valued = "-l -c",
     .rules =
         "--version -V -version --list-extensions --status -s : read\n"
         "--eval -e --batch -batch -l --load -f --funcall --script --execute : exec runs code of the editor\n"
         "--install-extension --uninstall-extension --convert-to --headless : write\ntunnel|serve-web : "
         "network\n"
         "--view -v : read\n: write opens files for change"},
    {.names = "emacs|emacsclient",
     .valued = "-l -f -e --eval --load --funcall --script --execute",
     .rules = "--version -version : read\n"
              "--eval -eval -e --batch -batch -l --load -f --funcall --script --execute : special\n"
              ": write opens files for change",
     .traits = kWhole,
     .special = judge_interpreter},
    {.names = "open|xdg-open|gnome-open|kde-open|gio|see|run-mailcap|sensible-browser|x-www-browser|"
              "firefox|chrome|google-chrome|chromium|chromium-browser|brave|safari|opera|edge|msedge|"
              "explorer|evince|okular|zathura|feh|eog|display|xpdf|mupdf|vlc|mpv|mplayer|aplay|paplay|"
              "afplay|mpg123|cvlc|imv|sxiv|nautilus|dolphin|thunar",
     .valued = "-a -b",
     .rules = "--version : read\ntrash|remove|delete : destructive removes files\nlist|info|cat|tree|monitor "
              ": read\n"
              "--headless --screenshot --print-to-pdf : write\n: exec opens another program"},
    {.names = "pbcopy|xclip|xsel|wl-copy|clip|clip.exe",
     .valued = "-selection",
     .rules = ": write fills the clipboard",
     .traits = kNoPaths | kWhole},
    {.names = "pbpaste|wl-paste|getclip", .rules = ": read secret", .traits = kNoPaths},
    {.names = "screencapture|scrot|maim|grim|import|gnome-screenshot|flameshot|spectacle|xwd|fswebcam|"
              "imagesnap|arecord|parecord|rec|ffmpeg-x11|recordmydesktop|wf-recorder|xinput|logkeys|"
              "xspy",
     .rules = "list|--list|-l -L : read\n: write records the screen, sound or keys"},
};

}  // namespace

std::span<const Program> editor_programs() {
  return kPrograms;
}

}  // namespace callgate::analysis::shell
