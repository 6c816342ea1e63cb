//! Characters that hide, reorder or pose as others, by the reader they are put before.

use crate::vectors;

vectors! { LABELS: Plain,
    "an override in a label": "invoice\u{202e}fdp.exe" => ["text/bidi-control"] => "invoicefdp.exe";
    "an override that is ended": "a\u{202e}bc\u{202c}d" => ["text/bidi-control", "text/bidi-control"] => "abcd";
    "a left-to-right override": "\u{202d}abc\u{202c}" => ["text/bidi-control", "text/bidi-control"] => "abc";
    "an embedding that is ended": "\u{202b}abc\u{202c}" => [];
    "an embedding that is not": "\u{202b}abc" => ["text/bidi-control"] => "abc";
    "an isolate that is ended": "\u{2067}abc\u{2069}" => [];
    "an isolate that is not": "\u{2066}abc" => ["text/bidi-control"] => "abc";
    "isolates one in the other": "\u{2066}a\u{2067}b\u{2069}c\u{2069}" => [];
    "an end without a beginning": "abc\u{2069}" => ["text/bidi-control"] => "abc";
    "an end of an embedding without one": "abc\u{202c}" => ["text/bidi-control"] => "abc";
    "ends in the wrong order": "\u{202a}a\u{2066}b\u{202c}c\u{2069}" => ["text/bidi-control", "text/bidi-control"] => "a\u{2066}bc\u{2069}";
    "an isolate that ends what was begun in it": "\u{2066}a\u{202b}b\u{2069}c" => ["text/bidi-control"] => "\u{2066}ab\u{2069}c";
    "a paragraph ends what was not": "\u{2067}abc\ndef\u{2069}" => ["text/bidi-control", "text/bidi-control"] => "abc\ndef";
    "a chain of overrides": "\u{202e}\u{202e}\u{202e}a" => ["text/bidi-control", "text/bidi-control", "text/bidi-control"] => "a";
    "a reference that is text in a label": "a&#x202E;b" => [];
    "a zero width space inside a word": "pass\u{200b}word" => ["text/invisible-character"] => "password";
    "a zero width space at the end": "admin\u{200b}" => ["text/invisible-character"] => "admin";
    "two between letters of Thai": "ส\u{200b}\u{200b}ว" => ["text/invisible-character"] => "สว";
    "a run is one finding": "a\u{200b}\u{200c}\u{200d}\u{2060}\u{feff}b" => ["text/invisible-character"] => "ab";
    "a byte order mark at the beginning": "\u{feff}Hello" => ["text/invisible-character"] => "Hello";
    "a joiner between letters of Latin": "pay\u{200d}pal" => ["text/invisible-character"] => "paypal";
    "a non-joiner between letters of Latin": "shelf\u{200c}ful" => ["text/invisible-character"] => "shelfful";
    "a joiner at the beginning": "\u{200d}abc" => ["text/invisible-character"] => "abc";
    "a joiner between Cyrillic letters": "при\u{200d}вет" => ["text/invisible-character"] => "привет";
    "a joiner after an emoji that joins nothing": "👍\u{200d} ok" => ["text/invisible-character"] => "👍 ok";
    "two joiners between letters of Persian": "می\u{200c}\u{200c}خواهم" => ["text/invisible-character"] => "می\u{200c}خواهم";
    "the joiner of marks": "pay\u{34f}pal" => ["text/invisible-character"] => "paypal";
    "a word joiner": "a\u{2060}b" => ["text/invisible-character"] => "ab";
    "an invisible times": "2\u{2062}x" => ["text/invisible-character"] => "2x";
    "a deprecated control": "a\u{206a}b" => ["text/invisible-character"] => "ab";
    "an annotation": "a\u{fff9}b\u{fffa}c\u{fffb}" => ["text/invisible-character", "text/invisible-character", "text/invisible-character"] => "abc";
    "a noncharacter": "a\u{fdd0}b" => ["text/invisible-character"] => "ab";
    "a Hangul filler as a name": "\u{3164}" => ["text/invisible-character"] => "";
    "a half-width Hangul filler": "a\u{ffa0}b" => ["text/invisible-character"] => "ab";
    "a Hangul filler without syllables": "a\u{115f}\u{1160}b" => ["text/invisible-character"] => "ab";
    "a Hangul filler with one": "\u{115f}ᅡ" => [];
    "a blank of Braille as a name": "\u{2800}" => ["text/invisible-character"] => "";
    "a blank of Braille among Braille": "⠓\u{2800}⠑" => [];
    "inherent vowels of Khmer": "ក\u{17b4}" => ["text/invisible-character"] => "ក";
    "a Mongolian vowel separator in Latin": "a\u{180e}b" => ["text/invisible-character"] => "ab";
    "a control of music": "a\u{1d173}b" => ["text/invisible-character"] => "ab";
    "tags that spell text": "Hi\u{e0069}\u{e0067}\u{e006e}\u{e006f}\u{e0072}\u{e0065}" => ["text/invisible-character"] => "Hi";
    "tags after a flag that spell more than a region": "🏴\u{e0069}\u{e0067}\u{e006e}\u{e006f}\u{e0072}\u{e0065}\u{e0061}\u{e006c}\u{e006c}\u{e007f}" => ["text/invisible-character"] => "🏴";
    "tags after a flag that never end": "🏴\u{e0067}\u{e0062}" => ["text/invisible-character"] => "🏴";
    "tags after another emoji": "😀\u{e0067}\u{e0062}\u{e007f}" => ["text/invisible-character"] => "😀";
    "a variation of mathematics": "∩\u{fe00}" => [];
    "variation selectors that carry bytes": "😀\u{fe01}\u{fe02}\u{fe03}" => ["text/invisible-character"] => "😀";
    "selectors of ideographs that carry bytes": "😀\u{e0148}\u{e0155}" => ["text/invisible-character"] => "😀";
    "a selector after a letter": "a\u{fe0f}b" => ["text/invisible-character"] => "ab";
    "a selector at the beginning": "\u{fe0f}a" => ["text/invisible-character"] => "a";
    "a mark of direction in a label": "\u{200e}abc" => [];
    "NUL": "a\0b" => ["text/control-character"] => "ab";
    "escape sequences of a terminal": "\u{1b}[31mred\u{1b}[0m" => ["text/control-character", "text/control-character"] => "[31mred[0m";
    "backspaces": "safe\u{8}\u{8}\u{8}\u{8}evil" => ["text/control-character"] => "safeevil";
    "delete": "a\u{7f}b" => ["text/control-character"] => "ab";
    "a control of the second set": "a\u{9b}b" => ["text/control-character"] => "ab";
    "line ends of Windows": "one\r\ntwo" => ["text/control-character"] => "one\ntwo";
    "a lone carriage return": "one\rtwo" => ["text/control-character"] => "one\ntwo";
    "a line separator": "one\u{2028}two" => ["text/control-character"] => "one\ntwo";
    "a next line": "one\u{85}two" => ["text/control-character"] => "one\ntwo";
    "a vertical tab, as word processors copy it": "one\u{b}two" => ["text/control-character"] => "one\ntwo";
    "a tab and a line feed": "a\tb\nc" => [];
    "a Cyrillic letter in a Latin word": "p\u{430}yp\u{430}l" => ["text/mixed-script"];
    "a Greek letter in a Latin word": "micr\u{3bf}soft" => ["text/mixed-script"];
    "an Armenian letter in a Latin word": "micro\u{57d}ft" => ["text/mixed-script"];
    "a Cherokee letter in a Latin word": "\u{13a1}xample" => ["text/mixed-script"];
    "Cyrillic and Greek": "п\u{3bf}" => ["text/mixed-script"];
    "each word that mixes": "p\u{430}y p\u{430}l" => ["text/mixed-script", "text/mixed-script"];
    "split by soft hyphens": "p\u{ad}\u{430}\u{ad}y" => ["text/mixed-script"];
    "split by accents": "p\u{323}\u{430}\u{323}y\u{323}" => ["text/mixed-script"];
    "split by joiners": "p\u{200d}\u{430}y" => ["text/invisible-character", "text/mixed-script"] => "p\u{430}y";
    "words of one script each": "Купить iPhone" => [];
    "joined by a hyphen": "USB-к\u{430}бель" => [];
    "digits beside letters": "ГАЗ-66 3D" => [];
}

vectors! { HTML: Html,
    "an override in HTML": "invoice\u{202e}fdp.exe" => ["text/bidi-control-in-body"] => "invoicefdp.exe";
    "an isolate left open in a body": "\u{2067}abc" => ["text/bidi-control-in-body"] => "abc";
    "an override by number": "a&#x202E;b" => ["text/bidi-control-in-body"] => "ab";
    "an override by decimal number without its end": "a&#8238 b" => ["text/bidi-control-in-body"] => "a b";
    "a zero width space by name": "pass&ZeroWidthSpace;word" => ["text/invisible-character"] => "password";
    "a zero width space by another name": "a&NegativeThinSpace;b" => ["text/invisible-character"] => "ab";
    "a zero width space by number without its end": "a&#8203b" => ["text/invisible-character"] => "ab";
    "a word joiner by name": "a&NoBreak;b" => ["text/invisible-character"] => "ab";
    "a joiner by name": "a&zwj;b" => ["text/invisible-character"] => "ab";
    "a soft hyphen by name": "Donau&shy;dampf" => [] => "Donau\u{ad}dampf";
    "NUL by number becomes another character": "a&#0;b" => [] => "a�b";
    "a control of Windows by number becomes another character": "a&#x80;b" => [] => "a€b";
    "a control by number": "a&#x1;b" => ["text/control-character"] => "ab";
    "a zero width space between words of Latin": "a \u{200b} b" => ["text/invisible-character"] => "a  b";
    "a byte order mark inside": "Hel\u{feff}lo" => ["text/invisible-character"] => "Hello";
    "a form feed": "one\u{c}two" => ["text/control-character"] => "one\ntwo";
    "in a body, where it is read slowly": "p\u{430}yp\u{430}l" => [];
}

vectors! { MARKDOWN: Markdown,
    "an override in Markdown": "invoice\u{202e}fdp.exe" => ["text/bidi-control-in-body"] => "invoicefdp.exe";
    "an override by number, Markdown": "a&#x202E;b" => ["text/bidi-control-in-body"] => "ab";
    "a zero width space by name, Markdown": "pass&ZeroWidthSpace;word" => ["text/invisible-character"] => "password";
    "a control by number, Markdown": "a&#x1;b" => ["text/control-character"] => "ab";
    "hidden in code on two lines": "`a\nb\u{200b}c`" => ["text/invisible-character"] => "`a\nbc`";
    "a paragraph separator": "one\u{2029}two" => ["text/control-character"] => "one\ntwo";
    "in a link of Markdown": "[here](https://p\u{430}ypal.com/)" => ["text/mixed-script"];
    "an override in a link of Markdown, by number": "[here](https://example.com/&#x202E;fdp.exe)" => ["text/bidi-control"];
    "an override in the title of a link": "[here](https://example.com \"a\u{202e}b\")" => ["text/bidi-control-in-body"] => "[here](https://example.com \"ab\")";
    "hidden in the title of a link": "[here](https://example.com \"a\u{200b}b\")" => ["text/invisible-character"] => "[here](https://example.com \"ab\")";
    "an override in a link of Markdown": "[here](https://example.com/\u{202e}fdp.exe)" => ["text/bidi-control"] => "[here](https://example.com/fdp.exe)";
}

vectors! { DATA: Data,
    "an override in data": "invoice\u{202e}fdp.exe" => ["text/bidi-control-in-body"] => "invoicefdp.exe";
}

vectors! { LINKS: Link,
    "an override in a link": "https://example.com/\u{202e}fdp.exe" => ["text/bidi-control"] => "";
    "balanced in an address all the same": "https://example.com/\u{2067}a\u{2069}" => ["text/bidi-control", "text/bidi-control"] => "";
    "one between letters of Thai, in an address": "https://example.com/ส\u{200b}ว" => ["text/invisible-character"] => "";
    "a soft hyphen in a link": "https://exam\u{ad}ple.com/" => ["text/invisible-character"] => "";
    "a mark of direction in a link": "https://example.com/\u{200e}a" => ["text/invisible-character"] => "";
    "in a link": "https://p\u{430}ypal.com/" => ["text/mixed-script"];
    "a link of one other script": "https://пример.рф/" => [];
}
