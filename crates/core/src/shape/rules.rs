//! The rules that shape tables carry: areas `schema` and, for sizes and ranges, `limit`.

use crate::finding::declare::rules;

rules! {
    /// A value has the JSON type its field calls for. Readers differ in what they make of another one: some convert it, some drop
    /// it, some refuse the request.
    ///
    /// Invalid:
    ///
    /// ```json widget-configuration /uiTheme/borderRadius
    /// "8"
    /// ```
    ///
    /// Valid:
    ///
    /// ```json widget-configuration /uiTheme/borderRadius
    /// 8
    /// ```
    pub(crate) TYPE = "schema/type", Error, Schema (schema), "A value has the wrong JSON type.";
    /// Every required field is there; some are required only beside others, as the options of a select are.
    ///
    /// Invalid:
    ///
    /// ```json widget-configuration /uiTheme
    /// {"borderRadius": 8}
    /// ```
    ///
    /// Valid:
    ///
    /// ```json widget-configuration /uiTheme
    /// {"primaryColor": "#0056B3"}
    /// ```
    pub(crate) REQUIRED = "schema/required", Error, Schema (schema), "A required field is missing.";
    /// No field is there that nobody reads: most often it is a misspelt one, and what it says is lost without a word. Keys of
    /// the author's own stand in `settings`, `dynamicFields`, `customAttributes` and `attributes`.
    ///
    /// Invalid:
    ///
    /// ```json widget-configuration /uiTheme
    /// {"primaryColor": "#0056B3", "boderRadius": 8}
    /// ```
    ///
    /// Valid:
    ///
    /// ```json widget-configuration /uiTheme
    /// {"primaryColor": "#0056B3", "borderRadius": 8}
    /// ```
    pub(crate) UNKNOWN_KEY = "schema/unknown-key", Error, Schema (schema), "A key is not known here.";
    /// A value is one of those its field may have.
    ///
    /// Invalid:
    ///
    /// ```json channel /webMessagingWidgetConfiguration/theme
    /// "dark"
    /// ```
    ///
    /// Valid:
    ///
    /// ```json channel /webMessagingWidgetConfiguration/theme
    /// "compact"
    /// ```
    pub(crate) CHOICE = "schema/choice", Error, Schema (schema), "A value is not among those allowed here.";
    /// A string follows its field's pattern, from its first character to its last: a line feed at the end is no part of a colour.
    ///
    /// Invalid:
    ///
    /// ```json widget-configuration /uiTheme/primaryColor
    /// "blue"
    /// ```
    ///
    /// Valid:
    ///
    /// ```json widget-configuration /uiTheme/primaryColor
    /// "#0000FF"
    /// ```
    pub(crate) PATTERN = "schema/pattern", Error, Schema (schema), "A string does not follow its field's pattern.";
    /// A number has no fraction where an integer is called for.
    ///
    /// Invalid:
    ///
    /// ```json widget-configuration /preChatForm/maxElements
    /// 2.5
    /// ```
    ///
    /// Valid:
    ///
    /// ```json widget-configuration /preChatForm/maxElements
    /// 5
    /// ```
    pub(crate) INTEGER = "schema/integer", Error, Schema (schema), "A number has a fraction where an integer is called for.";
    /// A string that must say something does; white space says nothing.
    ///
    /// Invalid:
    ///
    /// ```json channel /name
    /// ""
    /// ```
    ///
    /// ```json channel /name
    /// " "
    /// ```
    ///
    /// Valid:
    ///
    /// ```json channel /name
    /// "Support"
    /// ```
    pub(crate) EMPTY_TEXT = "schema/empty-text", Error, Schema (schema), "A string is empty where a text is called for.";
    /// A list that must hold something does: a select without options has nothing to choose.
    ///
    /// Invalid:
    ///
    /// ```json widget-configuration /preChatForm/fields
    /// [{"label": "Team", "type": "select", "options": []}]
    /// ```
    ///
    /// Valid:
    ///
    /// ```json widget-configuration /preChatForm/fields
    /// [{"label": "Team", "type": "select", "options": ["Sales"]}]
    /// ```
    pub(crate) EMPTY_LIST = "schema/empty-list", Error, Schema (schema), "A list is empty where entries are called for.";
    /// A string has no more characters (Unicode code points) than its field may have.
    ///
    /// Invalid:
    ///
    /// ```json widget-configuration /name
    /// "⟨n × 101⟩"
    /// ```
    ///
    /// Valid:
    ///
    /// ```json widget-configuration /name
    /// "⟨n × 100⟩"
    /// ```
    pub(crate) TOO_LONG = "limit/too-long", Error, Limit (schema), "A string has more characters than its field may have.";
    /// A list or map has no more entries than it may have.
    ///
    /// Invalid:
    ///
    /// ```toml policy
    /// limits."rich-card.buttons" = 1
    /// ```
    ///
    /// ```json rich-card /components
    /// [{"type": "buttonGroup", "buttons": [
    ///   {"label": "Yes", "action": "postback", "payload": "yes"},
    ///   {"label": "No", "action": "postback", "payload": "no"}
    /// ]}]
    /// ```
    ///
    /// Valid:
    ///
    /// ```toml policy
    /// limits."rich-card.buttons" = 1
    /// ```
    ///
    /// ```json rich-card /components
    /// [{"type": "buttonGroup", "buttons": [{"label": "Yes", "action": "postback", "payload": "yes"}]}]
    /// ```
    pub(crate) TOO_MANY = "limit/too-many", Error, Limit (schema), "A list has more entries than it may have.";
    /// A number is no less than its field's minimum.
    ///
    /// Invalid:
    ///
    /// ```json widget-configuration /preChatForm/maxElements
    /// 0
    /// ```
    ///
    /// Valid:
    ///
    /// ```json widget-configuration /preChatForm/maxElements
    /// 5
    /// ```
    pub(crate) TOO_SMALL = "limit/too-small", Error, Limit (schema), "A number is less than the least its field may be.";
    /// A number is no more than its field's maximum.
    ///
    /// Invalid:
    ///
    /// ```json widget-configuration /uiTheme/borderRadius
    /// 51
    /// ```
    ///
    /// Valid:
    ///
    /// ```json widget-configuration /uiTheme/borderRadius
    /// 50
    /// ```
    pub(crate) TOO_LARGE = "limit/too-large", Error, Limit (schema), "A number is more than the most its field may be.";
    /// An integer is written as one. JSON Schema reads `8.0` and `1e1` as integers, many servers do not.
    ///
    /// Invalid:
    ///
    /// ```json widget-configuration /preChatForm/maxElements
    /// 8.0
    /// ```
    ///
    /// ```json widget-configuration /preChatForm/maxElements
    /// 1e1
    /// ```
    ///
    /// Valid:
    ///
    /// ```json widget-configuration /preChatForm/maxElements
    /// 8
    /// ```
    pub(crate) INTEGER_NOTATION = "schema/integer-notation", Warning, Platform,
        "An integer is written with a fraction or exponent, which some servers refuse.";
}
