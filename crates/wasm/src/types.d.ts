// Generated from the Rust types by `cargo xtask generate`.

/** The kinds of payload there are. */
export type Kind = "widget-configuration" | "rich-card" | "agent-widget" | "channel" | "participant-variables";

/** How to judge a document. */
export interface CheckOptions {
    /** What differs from the default policy. */
    policy?: PolicyFile | null;
    /** The kind of a bare payload; without it the text is a manifest, which names its own. */
    kind?: Kind | null;
    /** Today as YYYY-MM-DD, for suppressions with an expiry; without it none expires. */
    today?: string | null;
    /** Whether the report says what every rule about pages says of the drawn payload. */
    results?: boolean;
}

/** One of several documents that are published together. */
export interface SetDocument {
    /** The name a person knows it by, such as its file's. */
    name: string;
    /** Its text. */
    text: string;
}

/** How to draw. */
export interface PreviewOptions {
    /** What differs from the default policy. */
    policy?: PolicyFile | null;
    /** The kind of a bare payload; without it the text is a manifest, which names its own. */
    kind?: Kind | null;
    /** The colours: `light` (the default) or `dark`. */
    scheme?: "light" | "dark" | null;
    /**
     * The language of what the messenger itself says, which also gives the direction: `en` (the default), `de`, `es`,
     * `fr`, `ja` or `ar`.
     */
    language?: "en" | "de" | "es" | "fr" | "ja" | "ar" | null;
    /** What the guest has done with the form: `untouched` (the default) or `invalid`. */
    form?: "untouched" | "invalid" | null;
}

/** How to clean a text. */
export interface SanitizeOptions {
    /** What differs from the default policy. */
    policy?: PolicyFile | null;
    /** How the text is read: `html` (the default), `plain`, `markdown`, `url`, `css` or `data`. */
    mode?: "html" | "plain" | "markdown" | "url" | "css" | "data" | null;
}

/** The overrides of a policy. */
export interface PolicyFile {
    /** Limits by name. */
    limits?: Record<string, number>;
    /** Hosts an agent widget's manifest may come from. */
    allowedOrigins?: string[] | null;
    /** Prefixes that variable keys may not begin with. */
    reservedPrefixes?: string[] | null;
    /** Variable keys and their types. */
    keyMatrix?: Record<string, string> | null;
    /** Severities by rule. */
    severities?: Record<string, string>;
    /** Findings to live with. */
    suppressions?: Suppression[];
}

/** All findings of one document, its facts, and what they were judged by. */
export interface Report {
    /** Version of this JSON: `SCHEMA_VERSION`. */
    schemaVersion: number;
    /** The kind, where it could be told; `html` for a page. */
    kind: Kind | "html" | null;
    /** The manifest's id, where it has one. */
    id: string | null;
    /** Whether the document may be published: no finding is an error. */
    ok: boolean;
    /** The findings, in the order of the text. */
    findings: Finding[];
    /** Findings beyond the first 1,000, by number only; any of them may be an error. */
    omittedFindings: number;
    /** Findings that a suppression of the policy took away. */
    suppressedFindings: number;
    /** What each rule about pages says: always of a page, of a drawn payload only where that was asked for. */
    rules?: RuleResult[];
    /** What was measured. */
    facts: Facts;
    /** SHA-256 of the policy in force, as lower-case hexadecimal digits. */
    policyDigest: string;
    /** Version of this crate. */
    coreVersion: string;
}

/** One of several documents, judged. */
export interface CheckedDocument {
    /** The name a person knows it by. */
    name: string;
    /** What was found. */
    report: Report;
}

/** What a document is sent as. */
export interface Built {
    /** The payload as compact JSON, faulty or not; none where part of it could not be read or built. */
    payload: string | null;
    /** The body of the request that carries it; none where anything blocks it, since it is never sent then. */
    body: string | null;
    /** What was found. */
    report: Report;
}

/** A mended document. */
export interface Fixed {
    /** The text, the fixes made. */
    text: string;
    /** The fixes that were made, in order. */
    applied: AppliedFix[];
    /** Whether every fix was made that helps; otherwise the work came to its bound first. */
    complete: boolean;
    /** The verdict on the new text; its places are places in the new text. */
    report: Report;
}

/** A drawn payload. */
export interface RenderTree {
    /** The kind. */
    kind: Kind;
    /** The name of the payload, or of its kind where it has none. */
    title: string;
    /** The language of the words that the payload does not say, as a BCP 47 tag. */
    language: string;
    /** The direction of that language: `ltr` or `rtl`. */
    direction: "ltr" | "rtl";
    /** `light` or `dark`. */
    scheme: "light" | "dark";
    /** What the guest has done with a form: `untouched` or `invalid`. */
    form: "untouched" | "invalid";
    /** Whether everything was drawn. Of a payload far beyond what messengers show, only the beginning is. */
    complete: boolean;
    /** The values of the style sheet's custom properties, by name without `--preflight-`. */
    theme: Record<string, string>;
    /** The colours that the payload gave. */
    tokens: RenderToken[];
    /** The nodes in the order of the document: each stands after the one that holds it. The first is the root. */
    nodes: RenderNode[];
}

/** What was found in a drawing. */
export interface Inspection {
    /** What a screen reader says of it, in order. */
    outline: Announcement[];
    /** Its colours, two by two. */
    contrast: ContrastPair[];
    /** How many texts there are whose colours cannot be told: for a person to look at. */
    unmeasured: number;
    /** What to write in place of colours of the payload that cannot be read. */
    nearest: NearestColor[];
}

/** What changed. */
export interface Comparison {
    /** Whether both send the same, to the byte; of documents of which one cannot be built, whether the texts are the same. */
    same: boolean;
    /**
     * The changes, in the order of the newer version: first of the manifest, then of the payload. None where only the order
     * of keys or white space differs.
     */
    changes: Change[];
    /** Changes that were left out, because there are too many. */
    omitted: number;
}

/** A cleaned text. */
export interface Sanitized {
    /** What is left; cleaned again it stays the same. */
    html: string;
    /** What was found in the text as given, in its order: the rule, the place, and why. */
    removed: Removed[];
    /** What was found beyond the first 1,000 of them, by number only. */
    omitted: number;
}

/** How two colours stand against each other. */
export interface Contrast {
    /** The contrast ratio of WCAG 2.2, 1 to 21, not rounded. */
    ratio: number;
    /** Whether text is read on it: 4.5 (1.4.3, AA). */
    aa: boolean;
    /** Whether large text is: 3 (1.4.3, AA). */
    aaLarge: boolean;
    /** Whether text is read with ease: 7 (1.4.6, AAA). */
    aaa: boolean;
    /** Whether large text is: 4.5 (1.4.6, AAA). */
    aaaLarge: boolean;
    /** Whether controls and drawings are told from it: 3 (1.4.11, AA). */
    nonText: boolean;
    /** The colour in front as it is seen, `#rrggbb`; a translucent one lies on the background. */
    foreground: string;
    /** The colour behind it, `#rrggbb`. */
    background: string;
}

/** A colour in place of another. */
export interface Suggestion {
    /** The colour, as `#rrggbb`. */
    color: string;
    /** The least contrast ratio it has with any of the backgrounds. */
    ratio: number;
    /** How different it looks from the old one (distance in `OKLab`); 0.02 is just noticeable, 0 is the same. */
    distance: number;
}

/** A rule. */
export interface RuleInfo {
    /** Its id. */
    id: string;
    /** How much it weighs unless the policy says otherwise. */
    severity: Severity;
    /** What sort of promise it guards. */
    class: Class;
    /** What is wrong, in one sentence. */
    summary: string;
    /** The success criteria of WCAG 2.2 that a page fails where it breaks the rule. */
    wcag: Criterion[];
    /** How much it keeps a person from; none of a rule that is not about pages. */
    impact?: Impact;
    /** Whether no policy may lower or suppress it. */
    fixed: boolean;
    /** Its page, as a path below the documentation: `rules/json/comment.md`. */
    docs: string;
}

/** A limit under a policy. */
export interface LimitInfo {
    /** The name a policy overrides it by. */
    name: string;
    /** Its value. */
    value: number;
    /** What is counted. */
    unit: string;
    /** What is limited. */
    documentation: string;
}

/** A policy in force. */
export interface PolicyInfo {
    /** The whole policy as JSON text, which is a policy file itself. */
    json: string;
    /** Its SHA-256, as lower-case hexadecimal digits: two places with one digest judge alike. */
    digest: string;
}

/** The tables of one kind. */
export interface Form {
    /** The kind. */
    kind: Kind;
    /** The name of the object that specs are. */
    spec: string;
    /** The name of the object that payloads are. */
    payload: string;
    /** The name of the object that targets are; none where a manifest of this kind has no target. */
    target: string | null;
    /** Every object that any of them leads to, by name: `spec.theme`. Objects may lead to themselves. */
    objects: FormObject[];
}

/** What answers. */
export interface VersionInfo {
    /** The version of this crate. */
    core: string;
    /** The version of the report's JSON. */
    report: number;
    /** The kinds there are. */
    kinds: Kind[];
}

/** Something that may be put where the cursor stands. */
export interface Completion {
    /** What a list shows, and what is compared with what was typed: a key or value without its quotes. */
    label: string;
    /** What it stands for. */
    kind: CompletionKind;
    /** The type or value in a few words. */
    detail: string;
    /** What it is for, in Markdown. */
    documentation: string;
    /** Whether the object needs this key as it is now; always false of what is no key. */
    required: boolean;
    /** What is replaced; it holds the cursor. */
    range: TextRange;
    /** The text that takes its place. */
    insert: string;
    /**
     * The parts of `insert` that are still to be written, in order; the first is selected. Without one the cursor goes to
     * the end. They count UTF-16 code units from the beginning of `insert`.
     */
    placeholders: TextRange[];
    /** Edits to be made with it that lie elsewhere and do not touch `range`: a comma that is missing before it. */
    additional: TextEdit[];
}

/** What is known about a key or a value. */
export interface Hover {
    /** The key or value it is about. */
    range: TextRange;
    /** The name of the field, or what an item of a list is called. */
    title: string;
    /** What it may be, such as "a string" or "an array". */
    type: string;
    /** The place in the document, as a JSON pointer. */
    pointer: Pointer;
    /** Whether it must be there as the document is now. */
    required: boolean;
    /** The ranges it has to keep to under the policy. */
    bounds: Bound[];
    /** The pattern it has to follow. */
    pattern?: TextPattern;
    /** The only values it may have; none where others are accepted. */
    values?: string[];
    /** What it is where it is left out, as JSON. */
    default?: string;
    /** What it is for. */
    documentation: string;
    /** All of the above for a person, in Markdown. */
    markdown: string;
    /** The rules that judge it, with where they are documented. */
    rules: RuleLink[];
}

/** The outline of a document. */
export interface Outline {
    /** What the document holds at its top. */
    symbols: DocumentSymbol[];
    /** Values that were left out, because there are too many or they lie too deep. */
    omitted: number;
}

/** A finding that is taken out of reports. */
export interface Suppression {
    /** The rule. */
    rule: string;
    /** The place, as a JSON pointer into the source document or its payload. */
    pointer?: string | null;
    /**
     * The element on a page, read or drawn: the selector of the finding, to the letter. With a pointer too, both have to
     * be the finding's.
     */
    selector?: string | null;
    /** The manifest it is meant for; every document where absent. */
    id?: string | null;
    /** Why the finding is acceptable. */
    reason: string;
    /** The last day it holds, as YYYY-MM-DD; for ever where absent. */
    expires?: string | null;
}

/** What was measured: counts and byte lengths by name, such as `bytes` (of the request body as sent) or `depth`. */
export type Facts = Record<string, number>;

/** One thing a rule says about one place. */
export interface Finding extends Partial<Accessibility> {
    /** The rule's id. */
    rule: string;
    /** How much it weighs under the policy in force. */
    severity: Severity;
    /** What sort of promise the rule guards. */
    class: Class;
    /** How sure it is. */
    outcome: Outcome;
    /** What is wrong, where, and the limit. */
    message: string;
    /** The next step. */
    help: string;
    /** The place in the source document, as a JSON pointer. */
    pointer: Pointer;
    /** The place in the payload, as a JSON pointer; none where the payload has no such place. */
    payloadPointer: Pointer | null;
    /** The place in the source text. */
    span: TextSpan;
    /** A change that makes the finding go away. */
    fix?: Fix;
}

/** What a rule says about a whole page, whatever of it is suppressed. */
export interface RuleResult {
    /** The rule's id. */
    id: string;
    /** What it says. */
    outcome: RuleOutcome;
    /** Its findings that a suppression of the policy took away. */
    suppressed?: number;
    /** The success criteria of WCAG 2.2 that a page fails where it breaks the rule. */
    wcag: Criterion[];
    /** The ids of the W3C's ACT rules that ask the same. */
    act: string[];
    /** The ids of axe's rules that ask the same. */
    axe: string[];
}

/** A fix that was made. */
export interface AppliedFix {
    /** The rule of the finding it mended. */
    rule: string;
    /** Where the finding was, in the text as it was before the fix. */
    pointer: Pointer;
    /** What was done, as an instruction. */
    description: string;
    /** Whether it keeps the meaning. */
    safety: Safety;
}

/** A node. */
export type RenderNode =
    /** An element. */
    | {
        type: "element";
        /** Its number, the same as `data-node-id` on the page that `preflight preview` writes. */
        id: number;
        /** The number of the element that holds it; none of the root. */
        parent: number | null;
        /** Its name, one of the vocabulary. */
        name: string;
        /** The namespace to make it in: `html` or `svg`. */
        namespace: "html" | "svg";
        /** Its classes. */
        classes?: string[];
        /** Its other attributes, each one of the vocabulary. */
        attributes?: Record<string, string>;
        /** Styles of its own: CSS properties of the vocabulary with values that load nothing. */
        style?: Record<string, string>;
        /** Where a link leads. It is data to show, never an address to go to. */
        link?: string;
        /** The place in the payload that it shows; none where it shows no place of its own. */
        pointer?: Pointer;
        /** Where that comes from in the source text. */
        span?: TextRange;
    }
    /** Text. */
    | {
        type: "text";
        /** Its number. */
        id: number;
        /** The number of the element that holds it. */
        parent: number;
        /** The text. */
        text: string;
    };

/** A colour that a place in the payload gave. */
export interface RenderToken {
    /** Its name, such as `primaryColor`. */
    name: string;
    /** The colour, as `#rrggbb`. */
    color: string;
    /** The place in the payload. */
    pointer: Pointer;
    /** The place in the source text. */
    span: TextRange;
}

/** One thing that a screen reader says. */
export interface Announcement {
    /** The number of the drawn element that it is about. */
    node: number;
    /** How many announced things hold it. */
    depth: number;
    /** Its ARIA role; of plain text `text`. */
    role: string;
    /** Its accessible name; of plain text that. */
    name: string;
    /** Its accessible description. */
    description?: string;
    /** Its value. */
    value?: string;
    /** Its states in words, such as `required` or `heading level 2`. */
    states: string[];
    /** Whether the Tab key leads to it. */
    focusable: boolean;
    /** The whole line: name, role, states, value, description. */
    text: string;
    /** The place in the payload that it shows; none where it shows no place of its own. */
    pointer?: Pointer;
    /** Where that comes from in the source text. */
    span?: TextRange;
}

/** Two colours that are seen side by side, and whether they can be told apart. */
export interface ContrastPair {
    /** The number of the drawn element that has them; the first of those where several have. */
    node: number;
    /** The place in the payload that it shows; none where it shows no place of its own. */
    pointer?: Pointer;
    /** Where that comes from in the source text. */
    span?: TextRange;
    /** The text that is written in them, cut at 40 characters; of what is no text, what it is. */
    sample: string;
    /** What they are for. */
    use: ContrastUse;
    /** The colour in front as it is seen, `#rrggbb`. */
    foreground: string;
    /** The colour behind it or beside it, `#rrggbb`. */
    background: string;
    /** Their contrast ratio, 1 to 21, not rounded. */
    ratio: number;
    /** The ratio that is needed. */
    needed: number;
    /**
     * What is said of them, in the colours that are drawn. Of a drawing in dark colours `check` reports a failure for a
     * person to look at, since nobody here knows whether the guest's messenger is ever dark.
     */
    outcome: ContrastOutcome;
    /** The place in the payload that gave the colour in front; none where the messenger's own colours did. */
    foregroundPointer?: Pointer;
    /** The place in the payload that gave the colour behind it. */
    backgroundPointer?: Pointer;
    /** How often the same is seen: the same colours of the same places for the same use. */
    count: number;
}

/** A colour of the payload that cannot be read everywhere, and the nearest one that can. */
export interface NearestColor {
    /** The place in the payload that gives the colour, or where the colour is missing. */
    pointer: Pointer;
    /** The token's name, such as `primaryColor`; `color` of a text that colours its letters or what is behind them. */
    name: string;
    /** The colour as it is seen, `#rrggbb`. */
    color: string;
    /**
     * The colour to write instead, with which all its pairs pass. Where there is one such pair and a finding with a fix, it
     * is the colour that the fix writes.
     */
    suggestion: string;
    /** The least contrast ratio that it has with any of the colours it meets. */
    ratio: number;
}

/** One change. */
export interface Change {
    /** What happened. */
    kind: ChangeKind;
    /** What the pointers lead into. */
    scope: ChangeScope;
    /** The place in the newer version; of what went, in the older one. */
    pointer: Pointer;
    /** The place in the older version, where it is there. */
    beforePointer?: Pointer;
    /** The place in the newer version, where it is there. */
    afterPointer?: Pointer;
    /** What people call the place: `Button “Pay” in component 3: label`. */
    label: string;
    /** What stood there, as compact JSON, cut at 200 characters; none of what only moved. */
    before?: string;
    /** What stands there now. */
    after?: string;
    /** What it comes from in the text of the older version. */
    beforeSpan?: TextRange;
    /** What it comes from in the text of the newer version. */
    afterSpan?: TextRange;
    /** Whether the value was worked out from others and is not written in either text, such as a built identifier. */
    derived: boolean;
}

/** One thing that a text may not hold. */
export interface Removed {
    /** The rule's id. */
    rule: string;
    /** How much it weighs under the policy in force. */
    severity: Severity;
    /** What sort of promise the rule guards. */
    class: Class;
    /** The place in the text. */
    span: TextSpan;
    /** What is wrong, and where. */
    message: string;
    /** The next step. */
    help: string;
    /** Whether the text reads the same without it; `None` where it stays, because only its author can reword it. */
    safety: Safety | null;
}

/** What sort of promise a rule guards. */
export type Class =
    /** The text is JSON of the expected shape. */
    | "schema"
    /** A size, count or range stays within what is accepted. */
    | "limit"
    /** Nothing in the payload can harm who sees it. */
    | "security"
    /** A success criterion of WCAG 2.2. */
    | "wcag"
    /** Accepted practice beyond a standard. */
    | "best-practice"
    /** A rule of the team's own. */
    | "house"
    /** The platform would refuse or misread it. */
    | "platform";

/** A success criterion of WCAG 2.2. */
export interface Criterion {
    /** Its number, such as `1.4.3`. */
    number: string;
    /** Its level: `A`, `AA` or `AAA`. */
    level: string;
}

/** How much it keeps a person from (axe's scale, which readers know). */
export type Impact =
    /** A nuisance. */
    | "minor"
    /** Slower or harder. */
    | "moderate"
    /** Some cannot use it without help. */
    | "serious"
    /** Some cannot use it. */
    | "critical";

/** How much a finding weighs. */
export type Severity =
    /** Worth knowing. */
    | "info"
    /** Should be mended; does not block publishing. */
    | "warning"
    /** Blocks publishing. */
    | "error";

/** An object. */
export interface FormObject {
    /** Its name in this form. */
    name: string;
    /** What it is. */
    documentation: string;
    /** Its fields, in the order in which they are best shown. */
    fields: FormField[];
    /** Whether it may have other keys, with any value. */
    open: boolean;
    /** Fields that are needed only sometimes. */
    neededWhen: NeededWhen[];
}

/** What a completion stands for. */
export type CompletionKind =
    /** A key of an object. */
    | "property"
    /** One of a closed list of values. */
    | "value"
    /** A value that is often meant, where others are accepted as well. */
    | "suggestion"
    /** A whole value with what it needs in it. */
    | "snippet"
    /** A whole manifest. */
    | "manifest";

/** A half-open range of a text in UTF-16 code units, as JavaScript's strings and editors count. */
export interface TextRange {
    /** The first unit. */
    start: number;
    /** The first unit after it. */
    end: number;
}

/** A text in place of a range. */
export interface TextEdit {
    /** The range, in the text as it is before any edit. */
    range: TextRange;
    /** The text that takes its place. */
    text: string;
}

/** A range that something has to keep to. */
export interface Bound {
    /** What is counted, such as `characters`, `items` or `value`. */
    of: string;
    /** The least. */
    minimum?: number;
    /** The most. */
    maximum?: number;
    /** The unit; none where numbers have none. */
    unit?: string;
    /** The limit by which a policy changes the most. */
    limit?: string;
}

/** A pattern that a text follows. */
export interface TextPattern {
    /** The regular expression (ECMA-262), anchored at both ends. */
    regex: string;
    /** What it means, completing "must be …". */
    meaning: string;
    /** A text that follows it. */
    example: string;
}

/** A JSON pointer: `""` is the whole document, `/components/0/text` a place in it. */
export type Pointer = string;

/** A rule, and where it is documented. */
export interface RuleLink {
    /** The rule's id. */
    id: string;
    /** What it finds, in one sentence. */
    summary: string;
    /** Its page, as a path below the documentation: `rules/schema/pattern.md`. */
    path: string;
}

/** One value of a document. */
export interface DocumentSymbol {
    /** Its key; of an item what the item is called and its number. */
    name: string;
    /** What stands there, in a few words. */
    detail: string;
    /** What it is. */
    kind: DocumentSymbolKind;
    /** The key, where there is one, and the value. */
    range: TextRange;
    /** The part to select: the key, or the value where there is none. */
    selectionRange: TextRange;
    /** What it holds, in the order of the text. */
    children: DocumentSymbol[];
}

/** What a finding on a page says beyond the rest. */
export interface Accessibility {
    /** The success criteria of WCAG 2.2 that the page fails by it. */
    wcag: Criterion[];
    /** How much it keeps a person from. */
    impact: Impact;
    /** A CSS selector that finds the element. */
    selector: string;
    /** The start of the element, as HTML. */
    html: string;
    /** What was measured. */
    data?: Measurement;
}

/** A change that makes a finding go away. */
export interface Fix {
    /** Whether it keeps the meaning. */
    safety: Safety;
    /** What it does, as an instruction. */
    description: string;
    /** The edits, in the order of the text; they do not overlap. */
    edits: Edit[];
}

/** How sure a finding is. */
export type Outcome =
    /** It is wrong. */
    | "fail"
    /** It cannot be decided from the text; a person looks. */
    | "review"
    /** It was not judged, and the finding says why. */
    | "untested";

/** A range of a text; `end` is the first place after it. */
export interface TextSpan {
    /** Where it begins. */
    start: Position;
    /** The first place after it. */
    end: Position;
}

/** What a rule says about a document. */
export type RuleOutcome =
    /** It is broken somewhere. */
    | "fail"
    /** It is broken nowhere for sure; somewhere a person has to look. */
    | "review"
    /** It is about something in the document, and all of that is as it should be. */
    | "pass"
    /** It is about nothing in the document. */
    | "inapplicable";

/** Whether a fix keeps the meaning of the document. */
export type Safety =
    /** What a person sees stays the same. */
    | "safe"
    /** A person should look at the result. */
    | "unsafe";

/** What is said of two colours. */
export type ContrastOutcome =
    /** They have the ratio that is needed. */
    | "pass"
    /** They have not. */
    | "fail"
    /** A person has to look. */
    | "review";

/** What two colours are for, which says how far apart they have to be. */
export type ContrastUse =
    /** Text: 4.5 (WCAG 2.2, 1.4.3, AA). */
    | "text"
    /** Text from 24 px, or from 18.66 px in bold: 3 (1.4.3, AA). */
    | "large-text"
    /** What shows a field or the focus: 3 (1.4.11, AA). */
    | "non-text";

/** What happened to a value. */
export type ChangeKind =
    /** It came. */
    | "added"
    /** It went. */
    | "removed"
    /** It is another. */
    | "changed"
    /** It is an item that stands elsewhere in its list. What changed in it is told beside that. */
    | "moved";

/** What was compared. */
export type ChangeScope =
    /** The payload that is sent. */
    | "payload"
    /** The document as it is written. */
    | "document";

/** A field of an object. */
export interface FormField {
    /** Its key. */
    name: string;
    /** Whether it must always be there. */
    required: boolean;
    /** What it is for. */
    documentation: string;
    /** What it is where it is left out, as JSON. */
    default?: string;
    /** What it may be. */
    shape: FormShape;
}

/** A field that is needed depending on another. */
export interface NeededWhen {
    /** The field that is needed. */
    field: string;
    /** When it is. */
    when: FormCondition;
}

/** What a symbol is. */
export type DocumentSymbolKind =
    /** An object. */
    | "object"
    /** An array. */
    | "array"
    /** A string. */
    | "string"
    /** A number. */
    | "number"
    /** `true` or `false`. */
    | "boolean"
    /** `null`. */
    | "null"
    /** Something that could not be read. */
    | "invalid";

/** What was measured of a node. */
export type Measurement =
    /** Two colours. */
    | {
        /** The colour in front, written as `#rrggbb`. */
        foreground: string;
        /** The colour behind it. */
        background: string;
        /** Their contrast ratio, 1 to 21. */
        ratio: number;
        /** The ratio that is needed. */
        needed: number;
    }
    /** The size of a target, in CSS pixels. */
    | {
        /** Its width. */
        width: number;
        /** Its height. */
        height: number;
        /** What both have to be at least. */
        needed: number;
    };

/** A replacement of one range of the source text. */
export interface Edit {
    /** The range that is replaced. */
    span: TextSpan;
    /** The text that takes its place. */
    text: string;
}

/** One place in a text. */
export interface Position {
    /** Bytes of UTF-8 before it. */
    offset: number;
    /** UTF-16 code units before it, as browsers and editors count. */
    utf16: number;
    /** Line, from 1. Lines end with LF. */
    line: number;
    /** Column in Unicode characters (code points), from 1. */
    column: number;
}

/** What a value may be. */
export type FormShape =
    /** A string. */
    | {
        type: "text";
        /** How it is read: `plain`, `html`, `markdown`, `url`, `link`, `css` or `data`. */
        mode: string;
        /** How it is read instead. */
        modeWhen?: ModeWhen;
        /** How long it may be; none where nothing bounds it. */
        length?: Bound;
        /** The pattern it follows. */
        pattern?: TextPattern;
        /** Texts that are often meant; any other is accepted as well. */
        suggestions?: string[];
    }
    /** One of a few strings. */
    | {
        type: "choice";
        /** The strings. */
        values: string[];
    }
    /** A number. */
    | {
        type: "number";
        /** Whether it has no fraction. */
        integer: boolean;
        /** Its range; none where nothing bounds it. */
        range?: Bound;
    }
    /** `true` or `false`. */
    | {
        type: "boolean";
    }
    /** An array, whose order counts. */
    | {
        type: "list";
        /** What each item is. */
        item: FormShape;
        /** What an item is called, in the singular. */
        noun: string;
        /** How many there may be; none where nothing bounds it. */
        length?: Bound;
    }
    /** An object of the form. */
    | {
        type: "object";
        /** Its name. */
        object: string;
    }
    /** An object with keys of the author's choosing, in no order. */
    | {
        type: "map";
        /** What each value is. */
        value: FormShape;
        /** What an entry is called, in the singular. */
        noun: string;
        /** How many there may be; none where nothing bounds it. */
        length?: Bound;
    }
    /** An object whose fields depend on the value of one of them. */
    | {
        type: "tagged";
        /** The key of the field that decides; the objects do not list it. */
        tag: string;
        /** What it tells apart, in the singular. */
        noun: string;
        /** The objects by its value. */
        variants: FormVariant[];
    }
    /** The first of these whose JSON type fits. */
    | {
        type: "either";
        /** The shapes. */
        shapes: FormShape[];
    }
    /** Any JSON. */
    | {
        type: "any";
    };

/** What a deciding field has to be; `true` and `false` count as words. */
export interface FormCondition {
    /** The field that decides. */
    field: string;
    /** The values it is compared with. */
    values: string[];
    /** Whether it has to be none of them, where being left out counts, rather than one of them. */
    negated: boolean;
}

/** One of the objects that a field tells apart. */
export interface FormVariant {
    /** The value of the deciding field. */
    value: string;
    /** The name of the object. */
    object: string;
}

/** How a text is read by those who show it. */
export interface ModeWhen {
    /** When it is read in another way. */
    when: FormCondition;
    /** How it is read then. */
    mode: string;
}
