//! Every size, count and range that is judged: one table that checks read, JSON Schema exports and docs print.

/// One entry of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The name a policy overrides it by.
    pub name: &'static str,
    /// The value unless the policy says otherwise.
    pub default: u64,
    /// What is counted.
    pub unit: &'static str,
    /// Where the number comes from.
    pub source: &'static str,
    /// What is limited.
    pub doc: &'static str,
}

macro_rules! limits {
    ($($limit:ident: $name:literal = $default:literal $unit:literal, $source:literal, $doc:literal;)*) => {
        /// A limit, by name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Limit {
            $(#[doc = $doc] $limit,)*
        }

        impl Limit {
            /// Every limit, in the order of the table.
            pub const ALL: &'static [Limit] = &[$(Limit::$limit),*];
        }

        const TABLE: &[Entry] = &[$(Entry {
            name: $name,
            default: $default,
            unit: $unit,
            source: $source,
            doc: $doc,
        }),*];
    };
}

limits! {
    RequestBytes: "request.bytes" = 512_000 "bytes",
        "Genesys Cloud platform limit request.bytes.max",
        "The body of any request, as sent.";
    MarkupBytes: "text.markup-bytes" = 65_536 "bytes",
        "our own: parsers take more than linear time on hostile markup, and no message needs as much",
        "A text with markup, in HTML or Markdown; a longer one is refused unread.";
    MarkupTotal: "text.markup-bytes-in-all" = 262_144 "bytes",
        "our own: what keeps a hostile document of 1 MiB within 50 ms",
        "The texts with markup of one document together; those beyond are refused unread.";
    MarkupDepth: "text.markup-depth" = 32 "levels",
        "our own: ammonia is quadratic in depth, and DOMPurify once stopped at 255",
        "The nesting of elements in HTML.";
    PageNodes: "page.nodes" = 15_000 "nodes",
        "our own: what keeps a hostile page of 1 MiB within 50 ms; a large page has some thousands",
        "The elements, texts and comments of a page that are judged; what follows them is not, and the report says so.";
    WidgetNameCharacters: "widget-configuration.name-characters" = 100 "characters",
        "guide 000, CONFIG_SCHEMA name.maxLength",
        "The name of a widget configuration.";
    WidgetBorderRadius: "widget-configuration.border-radius" = 50 "pixels",
        "guide 000, CONFIG_SCHEMA borderRadius.maximum",
        "The border radius of the theme.";
    WidgetFields: "widget-configuration.fields" = 15 "fields",
        "guide 000, CONFIG_SCHEMA fields.maxItems",
        "The fields of a pre-chat form.";
    WidgetMaxElements: "widget-configuration.max-elements" = 50 "elements",
        "guide 000, CONFIG_SCHEMA maxElements.maximum",
        "The most a pre-chat form may declare as maxElements.";
    WidgetElements: "widget-configuration.elements" = 100 "elements",
        "guide 000, simulate_dom_and_check_accessibility",
        "The elements inside the drawn dialog, without sample messages and closed errors.";
    WidgetElementDepth: "widget-configuration.element-depth" = 12 "levels",
        "our own: guide 000 means to check the depth and names none",
        "The nesting of elements in the drawn dialog; the dialog is 1.";
    CardComponents: "rich-card.components" = 20 "components",
        "guide 001, SchemaValidator.MAX_COMPONENTS",
        "The components of a card, counted at every level.";
    CardDepth: "rich-card.depth" = 4 "levels",
        "guide 001, SchemaValidator.MAX_DEPTH",
        "The nesting of components; the top level is 1.";
    CardButtons: "rich-card.buttons" = 5 "buttons",
        "guide 001, CardPayloadBuilder max_buttons",
        "The buttons of one group.";
    AgentWidgetBytes: "agent-widget.bytes" = 10_240 "bytes",
        "guide 002, ValidationConfig.MaxPayloadSize",
        "An agent widget, as sent.";
    AgentWidgetWidth: "agent-widget.width" = 800 "pixels",
        "guide 002, ValidationConfig.MaxWidgetWidth",
        "The width of an agent widget's frame.";
    AgentWidgetHeight: "agent-widget.height" = 600 "pixels",
        "guide 002, ValidationConfig.MaxWidgetHeight",
        "The height of an agent widget's frame.";
    ChannelAttributes: "channel.custom-attributes" = 20 "attributes",
        "guide 003, validateChannelPayload",
        "The custom attributes of a channel.";
    Variables: "participant-variables.attributes" = 100 "attributes",
        "guide 004, MaxVariables",
        "The attributes of one update.";
    VariableKeyBytes: "participant-variables.key-bytes" = 64 "bytes",
        "guide 004, MaxKeyLength (Go counts bytes of UTF-8)",
        "The key of an attribute.";
    VariableValueBytes: "participant-variables.value-bytes" = 2_048 "bytes",
        "guide 004, MaxValueLength (Go counts bytes of UTF-8)",
        "The value of an attribute.";
    VariablesBytes: "participant-variables.bytes" = 16_384 "bytes",
        "guide 004, MaxPayloadBytes",
        "An update of participant variables, as sent.";
}

impl Limit {
    /// The limit's entry in the table.
    pub fn entry(self) -> &'static Entry {
        &TABLE[self as usize]
    }

    /// The limit of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|limit| limit.entry().name == name)
    }
}
