//! Code that reaches across frames, in the spellings of JavaScript and of the language around it.

use crate::vectors;

vectors! { LABELS: Plain,
    "a call": "postMessage('x','*')" => ["script/cross-frame"];
    "a call with a space": "postMessage ('x')" => ["script/cross-frame"];
    "a call that is optional": "w.postMessage?.('x')" => ["script/cross-frame"];
    "a call of a member": "window.parent.postMessage(1)" => ["script/cross-frame", "script/cross-frame"];
    "a call in the middle of a word": "mypostMessage(1)" => [];
    "a call in other letters": "postmessage(1)" => [];
    "a member": "window.opener" => ["script/cross-frame"];
    "a member with white space": "window\n  .opener" => ["script/cross-frame"];
    "a member that is optional": "window?.opener" => ["script/cross-frame"];
    "a member by double quotes": "window[\"opener\"]" => ["script/cross-frame"];
    "a member by single quotes": "window[ 'opener' ]" => ["script/cross-frame"];
    "a member by a template": "window[`opener`]" => ["script/cross-frame"];
    "a member that is optional, in brackets": "window?.[\"opener\"]" => ["script/cross-frame"];
    "a frame above": "self.parent.location" => ["script/cross-frame"];
    "the frame on top": "globalThis.top" => ["script/cross-frame"];
    "the opener of a parent": "parent.opener" => ["script/cross-frame"];
    "frames by number": "frames[0]" => [];
    "another member": "window.location" => [];
    "another object": "windows.opener" => [];
    "words": "the window opener" => [];
    "in a label by references is text": "window&period;opener" => [];
    "two of them": "window.opener and postMessage(1)" => ["script/cross-frame", "script/cross-frame"];
}

vectors! { DATA: Data,
    "in data": "window.opener" => ["script/cross-frame"];
}

vectors! { HTML: Html,
    "in HTML": "a window.opener" => ["script/cross-frame"];
    "in HTML by references": "window&period;opener" => ["script/cross-frame"] => "window.opener";
    "in HTML, brackets by references": "window&lbrack;&quot;opener&quot;&rsqb;" => ["script/cross-frame"] => "window[\"opener\"]";
}

vectors! { MARKDOWN: Markdown,
    "in Markdown": "postMessage(1)" => ["script/cross-frame"];
    "in Markdown by emphasis": "window.**opener**" => ["script/cross-frame"];
}
