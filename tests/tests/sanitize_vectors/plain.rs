//! Labels and data: markup, ways out of an attribute, URLs that run.

use crate::vectors;

vectors! { LABELS: Plain,
    "a tag": "<b>a</b>" => ["text/markup"] => "a";
    "a script": "<script>alert('xss')</script>REF-2024" => ["text/markup"] => "REF-2024";
    "a script that is never closed": "a<script>alert(1)" => ["text/markup"] => "a";
    "a script on two lines": "<script>\nalert(1)\n</script>a" => ["text/markup"] => "a";
    "a script joined by taking another out": "<scr<script>x</script>ipt>alert(1)</script>" => ["text/markup", "text/markup", "text/markup"] => "xipt>alert(1)";
    "a script behind an angle bracket": "<<script>x</script>script>alert(1)" => ["text/markup"] => "script>alert(1)";
    "an image": "<img src=x onerror=alert(1)>" => ["text/markup"] => "";
    "an image that is never closed": "<img src=x onerror=alert(1)" => ["text/markup"] => "";
    "an image that is cut off inside its quotes": "<img src=\"x" => ["text/markup"] => "";
    "out of an attribute, then an image": "\"><img src=x onerror=alert(1)>" => ["text/markup"] => "\">";
    "out of an attribute, then a handler": "\" onmouseover=\"alert(1)" => ["text/event-handler"] => "\" \"alert(1)";
    "the same with single quotes": "' onmouseover='alert(1)" => ["text/event-handler"] => "' 'alert(1)";
    "the same with a slash": "\"/onmouseover=\"alert(1)" => ["text/event-handler"] => "\"/\"alert(1)";
    "the same with a form feed": "\"\u{c}onclick=\"alert(1)" => ["text/event-handler", "text/control-character"] => "\"\n\"alert(1)";
    "a handler that focuses itself": "x\" autofocus onfocus=alert(1) y=\"" => ["text/event-handler"] => "x\" autofocus alert(1) y=\"";
    "a handler without quotes": "x onclick=alert(1)" => ["text/event-handler"] => "x alert(1)";
    "a handler in upper case": "x ONCLICK=ALERT(1)" => ["text/event-handler"] => "x ALERT(1)";
    "a handler with white space": "x onclick\n=\nalert(1)" => ["text/event-handler"] => "x \nalert(1)";
    "a handler with a template": "x onclick=alert`1`" => ["text/event-handler"] => "x alert`1`";
    "a handler that assigns": "x onfocus=location=name" => ["text/event-handler"] => "x location=name";
    "a handler with a member in brackets": "x onclick=window['alert'](1)" => ["text/event-handler"] => "x window['alert'](1)";
    "a handler named twice": "oonclick=nclick=alert(1)" => [];
    "a word that ends like a handler": "montonclick=5" => [];
    "a handler in prose": "Set onclick= in the template" => [];
    "a URL that runs": "javascript:alert(1)" => ["text/script-url"] => "";
    "a URL that runs, with a tab": "java\tscript:alert(1)" => ["text/script-url"] => "";
    "a URL that runs, doubled": "javajavascript:script:alert(1)" => [];
    "a URL that runs, behind a space": " javascript:alert(1)" => ["text/script-url"] => "";
    "a URL that runs, behind a comment": "javascript://%0aalert(1)" => ["text/script-url"] => "";
    "a URL of data": "data:text/html;base64,PHN2Zz4=" => ["text/script-url"] => "";
    "a URL of data without a type": "data:,alert(1)" => ["text/script-url"] => "";
    "a URL of vbscript": "vbscript:msgbox(1)" => ["text/script-url"] => "";
    "prose that begins like one": "javascript: the good parts" => [];
    "prose that begins like data": "data:5,000 MB" => [];
    "references that spell markup": "&lt;script&gt;alert(1)&lt;/script&gt;" => [];
    "a comment": "a<!-- x -->b" => ["text/markup"] => "ab";
    "a comment that is never closed": "a<!-- x" => ["text/markup"] => "a";
    "an arrow": "a <-- b" => [];
    "a processing instruction": "a<?php echo 1 ?>b" => ["text/markup"] => "ab";
    "an end tag": "a</p>b" => ["text/markup"] => "ab";
    "an unknown tag": "List<String>" => [];
    "an unknown tag with a handler": "<x onclick=alert(1)>" => ["text/markup"] => "";
    "an unknown tag with a handler, cut off": "<x onclick=alert(1)" => ["text/markup"] => "";
    "an element's name between angle brackets": "Ship to <address>" => ["text/markup"] => "Ship to ";
    "a comparison": "i<a; b=5" => [];
}

vectors! { DATA: Data,
    "data of the author's own: markup": "<b>a</b>" => ["html/element"] => "<strong>a</strong>";
    "data of the author's own: a script": "<script>alert(1)</script>a" => ["html/element"] => "a";
    "data of the author's own: allowed markup": "<strong>a</strong>" => [];
    "data of the author's own: a tag that is text": "List<String>" => [];
    "data of the author's own: a URL that runs": "javascript:alert(1)" => ["text/script-url"] => "";
    "data of the author's own: out of an attribute": "\" onmouseover=\"alert(1)" => ["text/event-handler"] => "\" \"alert(1)";
    "data of the author's own: a link": "<a href=javascript:alert(1)>a</a>" => ["html/element", "html/script-url"] => "a";
    "data of the author's own: an image cut off": "<img src=x onerror=alert(1)" => ["html/element"] => "&lt;img src=x alert(1)";
}
