// Programs that read, filter and compare.
#include "core/analysis/shell/programs.h"
#include "core/analysis/shell/programs/specials.h"

namespace callgate::analysis::shell {
namespace {

constexpr Program kPrograms[] = {
    {.names = "cat|tee", .valued = "--output-error", .rules = ": special", .special = judge_pass},
    {.names =
         "tac|nl|rev|expand|unexpand|od|hexdump|hd|strings|wc|cksum|sum|b2sum|md5sum|sha1sum|"
         "sha224sum|sha256sum|sha384sum|sha512sum|shasum|md5|b3sum|crc32|xxhsum|fold|fmt|column|"
         "paste|ptx|tsort|factor|zcat|bzcat|xzcat|zstdcat|lz4cat|gzcat|zless|zmore|xzless|bzless|bat|batcat|"
         "ccze|colordiff|icdiff|delta|jless|fx|gron|pr|look|hexyl|glow|mdcat|highlight|pygmentize|"
         "diff3|dwdiff|wdiff|diffstat|cloc|tokei|scc|sloccount|cmark|csvcut|csvgrep|csvlook|"
         "csvstat|mlr|csvsort|csvjson|in2csv|xsv|q|dasel|htmlq|pup|xmllint",
     .valued = "-c -n -w -s -t -d -N -j -A -l --lines --width --lang --theme",
     .rules = "--output --in-place : write writes a file\n: read"},
    {.names = "xxd",
     .valued = "-c -g -l -s -n -o",
     .rules = "#2 : write writes its second file\n: read",
     .traits = kLastWritten},
    {.names = "exiftool",
     .rules = "-overwrite_original -o -all -delete_original -tagsfromfile -Comment -Artist : write changes "
              "files\n: read",
     .traits = kWhole},
    {.names = "pdftotext|pdftohtml",
     .valued = "-f -l",
     .rules = "=- : read\n: write writes a file",
     .traits = kWhole},
    {.names = "head|tail", .valued = "-n -c --lines --bytes -s --pid", .rules = ": read"},
    {.names = "less|more|most|pg",
     .valued = "-p -b -j -x -P -t -T -o -O --log-file --LOG-FILE",
     .rules = "=+!*|++!*|+*!*|+s*|+v*|+:* -k --lesskey-file : exec runs commands at its start\n"
              "-o -O --log-file --LOG-FILE : write copies its input to a file\n: read"},
    {.names = "grep|egrep|fgrep|zgrep|bzgrep|xzgrep|zegrep|ack|ag|ugrep|pcregrep|pcre2grep|rgrep",
     .valued = "-e -f -A -B -C -m -d -D --include --exclude --exclude-dir --color --max-count --context "
               "--regexp --file --after-context --before-context --label",
     .rules = "--pager : value\n: read",
     .traits = kPatternFirst},
    {.names = "rg|ripgrep|rga",
     .valued =
         "-e -f -A -B -C -m -g -t -T -E -j -M -r --pre --pre-glob --glob --type --type-not --max-count "
         "--context --sort --sortr --iglob --max-depth --colors --color --replace --regexp --file --encoding",
     .rules = "--pre --hostname-bin : value\n: read",
     .traits = kPatternFirst},
    {.names = "sed|gsed",
     .valued = "-e -f -l --expression --file --line-length",
     .rules = "--version --help : read\n: special",
     .traits = kPatternFirst,
     .special = judge_sed},
    {.names = "awk|gawk|mawk|nawk|original-awk",
     .valued = "-F -v -f -i -l -e -E --field-separator --assign --file --include --load --source --exec",
     .rules = "-V --version --help : read\n: special",
     .traits = kPatternFirst,
     .wraps = 0,
     .special = judge_awk},
    {.names = "sort|gsort",
     .valued = "-k -t -o -S -T --key --field-separator --output --buffer-size --parallel --compress-program "
               "--batch-size --sort --files0-from",
     .rules = ": special",
     .special = judge_sort},
    {.names = "uniq",
     .valued = "-f -s -w --skip-fields --skip-chars --check-chars",
     .rules = "#2 : write writes its second file\n: read",
     .traits = kLastWritten},
    {.names = "cut|tr|comm|join|cmp|diff|sdiff|zdiff|zcmp|bzdiff|xzdiff",
     .valued =
         "-d -f -c -b -1 -2 -t -a -e -o -U -C -x -X -I -i -n -j -L --delimiter --fields --bytes --characters "
         "--output-delimiter --exclude --label --unified --context --color",
     .rules = ": read"},
    {.names = "split|csplit",
     .valued = "-l -b -n -C -a -f -d -x --lines --bytes --number --filter --suffix-length --prefix",
     .rules = "--filter : exec runs a program for every part\n: write writes the parts to files"},
    {.names = "jq|gojq|jaq",
     .valued = "-f --from-file -L --indent",
     .rules = "=*$ENV*|env|env.*|*(env* : read secret\n-i --in-place : write changes files in place\n: read",
     .traits = kPatternFirst},
    {.names = "yq|xq|tomlq",
     .valued = "-f --from-file --indent -I -p -o --input-format --output-format",
     .rules = "-i --inplace --in-place -s --split-exp : write changes files in place\nw|write|d|delete : "
              "write\n: read",
     .traits = kPatternFirst},
    {.names = "xsltproc|xmlstarlet|xml",
     .rules = "-o --output -L --inplace : write writes files\n: read",
     .traits = kWhole},
    {.names = "iconv|recode|uconv",
     .valued = "-f -t -o --from-code --to-code --output",
     .rules = "-o --output : write writes a file\n: read"},
    {.names = "base64|base32|basenc|uuencode|uudecode|base58",
     .valued = "-w --wrap -i -o",
     .rules = "-o --output : write writes a file\n: read"},
    {.names = "dos2unix|unix2dos|mac2unix", .rules = "-i --info : read\n: write rewrites files"},
    {.names = "gunzip|gzip|bzip2|bunzip2|xz|unxz|zstd|unzstd|lz4|compress|uncompress|brotli|lzma|lzip|pigz|"
              "pbzip2|lzop",
     .valued = "-S -o -T --suffix --threads",
     .rules = "-c --stdout --to-stdout -l --list -t --test -V --version : read\n#0 : read\n"
              ": write replaces files by compressed or unpacked ones"},
    {.names = "printf|echo|seq|yes|true|false|:|expr|let|bc|dc|jot|shuf|numfmt|sleep|usleep|basename|"
              "dirname|pathchk|tput|clear|figlet|cowsay|fortune|lolcat|toilet|banner|units|cal|ncal|"
              "primes|qalc|uuid|uuidgen|mcookie|pwgen|tty|sl|break|continue|return|exit|times|getopt|"
              "getopts|wait|caller|popd|dirs|pwd|ulimit|umask|shift",
     .valued = "-o --output",
     .rules = ": special",
     .traits = kNoPaths,
     .special = judge_echo},
    {.names = "cd|chdir|pushd|test|[", .rules = ": read"},
    {.names = "mktemp|tempfile", .rules = "-u --dry-run : read\n: write creates a temporary file"},
    {.names = "envsubst|m4|cpp|gettext|ngettext|msgcat",
     .rules = "-o --output-file : write writes a file\n: read"},
    {.names = "patch",
     .valued = "-p -i -d -o -F -B",
     .rules = "--dry-run -C --check : read\n: write changes files"},
    {.names = "ed|ex|red", .valued = "-p -c", .rules = ": special", .special = judge_editor},
    {.names =
         "convert|magick|sox|mogrify|inkscape|gs|pdftk|qpdf|gm|optipng|"
         "jpegoptim|cwebp|rsvg-convert|wkhtmltopdf|dot|plantuml|mmdc|asciidoctor|asciidoc|pdflatex|xelatex|"
         "lualatex|latexmk|msgfmt|img2pdf|svgo",
     .valued = "-o -i -f -t",
     .rules = "-version --version -v -V -list -formats -codecs --info : read\n-shell-escape --shell-escape : "
              "exec\n"
              "--filter -F --lua-filter : exec\n: write writes files",
     .traits = kWhole},
    {.names = "pandoc",
     .valued = "-o -f -t -r -w -V -M -F --output --from --to",
     .rules =
         "--filter -F --lua-filter --pdf-engine : exec runs a program\n-o --output : write writes a file\n"
         ": read"},
    {.names = "ffmpeg|ffplay",
     .valued = "-i -f -t -ss -c -vf -c:v -c:a -r -s -filter_complex",
     .rules = "-version -formats -codecs -h -devices : read\n#0 : read\n: write writes files",
     .traits = kWhole},
    {.names = "sips",
     .valued = "-g --getProperty",
     .rules = "-g --getProperty : read\n: write changes files"},
    {.names = "plutil", .rules = "-p -lint : read\n: write changes a file", .traits = kWhole},
    {.names = "PlistBuddy", .valued = "-c", .rules = "-c : write changes a file\n: exec opens a session"},
    {.names = "textutil", .rules = "-info : read\n: write writes files", .traits = kWhole},
    {.names = "GetFileInfo", .rules = ": read"},
    {.names = "ffprobe|identify|mediainfo|pdfinfo|pdffonts|soxi|mdls|exiv2",
     .rules = ": read",
     .traits = kWhole},
};

}  // namespace

std::span<const Program> text_programs() {
  return kPrograms;
}

}  // namespace callgate::analysis::shell
