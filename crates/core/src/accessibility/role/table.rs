//! What each role is: WAI-ARIA 1.2 section 5.4, DPUB-ARIA 1.1, Graphics-ARIA 1.0, and of the draft of WAI-ARIA 1.3 what
//! browsers know. `aria-expanded` and `aria-required` on a few roles are of WAI-ARIA 1.1, which pages still follow.

use super::{Definition, Kind, Naming};
#[allow(clippy::enum_glob_use, reason = "the table is of nothing else")]
use crate::accessibility::attribute::Attribute::{self, *};
use crate::accessibility::attribute::Attributes;

/// What names an element.
const NAMES: Attributes = Attributes::of(&[
    Attribute::Label,
    Attribute::LabelledBy,
    Attribute::BrailleLabel,
]);
/// What an element without meaning must not have.
const NAMES_AND_DESCRIPTION: Attributes =
    NAMES.and(Attributes::of(&[RoleDescription, BrailleRoleDescription]));
/// Where a thing stands among its like.
const PLACE: Attributes = Attributes::of(&[PosInSet, SetSize]);
/// The value of a range.
const RANGE: Attributes = Attributes::of(&[ValueMax, ValueMin, ValueNow, ValueText]);
/// What may be said of a field.
const FIELD: Attributes = Attributes::of(&[ReadOnly, Required]);
/// What may be said of a text field.
const TEXT_FIELD: Attributes = FIELD.and(Attributes::of(&[
    ActiveDescendant,
    AutoComplete,
    MultiLine,
    Placeholder,
]));
/// What may be said of a cell.
const CELL: Attributes = Attributes::of(&[
    ColIndex,
    ColIndexText,
    ColSpan,
    RowIndex,
    RowIndexText,
    RowSpan,
]);
/// What may be said of a cell of a grid.
const GRID_CELL: Attributes = CELL.and(FIELD).and(Attributes::of(&[Expanded, Selected]));

const CELLS: &[Role] = &[
    Role::Cell,
    Role::ColumnHeader,
    Role::GridCell,
    Role::RowHeader,
];
const TABLES: &[Role] = &[Role::Table, Role::Grid, Role::TreeGrid];
const ROWS: &[Role] = &[Role::Row, Role::RowGroup];
const MENUS: &[Role] = &[Role::Group, Role::Menu, Role::MenuBar];
const MENU_ITEMS: &[Role] = &[
    Role::Group,
    Role::MenuItem,
    Role::MenuItemCheckbox,
    Role::MenuItemRadio,
    Role::Menu,
    Role::Separator,
];

/// Names that are another role's.
pub(super) static SYNONYMS: &[(&str, Role)] = &[("img", Role::Image), ("presentation", Role::None)];

impl Definition {
    const fn new(role: Role, name: &'static str, kind: Kind) -> Self {
        Self {
            role,
            name,
            kind,
            naming: Naming::Author,
            required: Attributes::NONE,
            supported: Attributes::NONE,
            prohibited: Attributes::NONE,
            implicit: &[],
            owns: &[],
            inside: &[],
            has_presentational_children: false,
            is_deprecated: false,
        }
    }

    const fn named_from_contents(mut self) -> Self {
        self.naming = Naming::Contents;
        self
    }

    const fn nameless(mut self) -> Self {
        self.naming = Naming::Prohibited;
        self.prohibited = NAMES;
        self
    }

    const fn meaningless(mut self) -> Self {
        self.naming = Naming::Prohibited;
        self.prohibited = NAMES_AND_DESCRIPTION;
        self
    }

    const fn requires(mut self, required: Attributes) -> Self {
        self.required = required;
        self.supported = self.supported.and(required);
        self
    }

    const fn supports(mut self, supported: Attributes) -> Self {
        self.supported = self.supported.and(supported);
        self
    }

    const fn with(self, supported: &[Attribute]) -> Self {
        self.supports(Attributes::of(supported))
    }

    const fn implies(mut self, implicit: &'static [(Attribute, &'static str)]) -> Self {
        self.implicit = implicit;
        self
    }

    const fn owns(mut self, owns: &'static [Role]) -> Self {
        self.owns = owns;
        self
    }

    const fn inside(mut self, inside: &'static [Role]) -> Self {
        self.inside = inside;
        self
    }

    const fn opaque(mut self) -> Self {
        self.has_presentational_children = true;
        self
    }

    const fn deprecated(mut self) -> Self {
        self.is_deprecated = true;
        self
    }
}

macro_rules! roles {
    ($($role:ident $name:literal $kind:ident $(.$method:ident($($argument:expr),*))*;)+) => {
        /// A role.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Role {
            $(#[doc = concat!("`", $name, "`")] $role,)+
        }

        /// Every role, in the order of the enumeration.
        pub(super) static ROLES: &[Definition] = &[
            $(Definition::new(Role::$role, $name, Kind::$kind)$(.$method($($argument),*))*,)+
        ];
    };
}

roles! {
    Command "command" Abstract;
    CompositeWidget "composite" Abstract;
    Input "input" Abstract;
    LandmarkRegion "landmark" Abstract;
    Range "range" Abstract;
    RoleType "roletype" Abstract;
    Section "section" Abstract;
    SectionHead "sectionhead" Abstract;
    Select "select" Abstract;
    StructureRole "structure" Abstract;
    WidgetRole "widget" Abstract;
    WindowRole "window" Abstract;

    Alert "alert" Live.implies(&[(Live, "assertive"), (Atomic, "true")]);
    AlertDialog "alertdialog" Window.with(&[Modal]);
    Application "application" Structure.with(&[ActiveDescendant, Expanded]);
    Article "article" Structure.supports(PLACE);
    Banner "banner" Landmark;
    BlockQuote "blockquote" Structure;
    Button "button" Widget.named_from_contents().opaque().with(&[Expanded, Pressed]);
    Caption "caption" Structure.nameless()
        .inside(&[Role::Figure, Role::Table, Role::Grid, Role::TreeGrid]);
    Cell "cell" Structure.named_from_contents().supports(CELL).inside(&[Role::Row]);
    Checkbox "checkbox" Widget.named_from_contents().opaque().supports(FIELD).with(&[Expanded])
        .requires(Attributes::of(&[Checked]));
    Code "code" Structure.nameless();
    ColumnHeader "columnheader" Structure.named_from_contents().supports(GRID_CELL).with(&[Sort])
        .inside(&[Role::Row]);
    ComboBox "combobox" Widget.supports(TEXT_FIELD)
        .requires(Attributes::of(&[Controls, Expanded])).implies(&[(HasPopup, "listbox")]);
    Comment "comment" Structure.named_from_contents().supports(PLACE).with(&[Level]);
    Complementary "complementary" Landmark;
    ContentInfo "contentinfo" Landmark;
    Definition "definition" Structure;
    Deletion "deletion" Structure.nameless();
    Dialog "dialog" Window.with(&[Modal]);
    Directory "directory" Structure.deprecated();
    Document "document" Structure;
    Emphasis "emphasis" Structure.nameless();
    Feed "feed" Structure.owns(&[Role::Article]);
    Figure "figure" Structure;
    Form "form" Landmark;
    Generic "generic" Structure.meaningless();
    Grid "grid" Composite.owns(ROWS)
        .with(&[ActiveDescendant, ColCount, MultiSelectable, ReadOnly, RowCount]);
    GridCell "gridcell" Widget.named_from_contents().supports(GRID_CELL).inside(&[Role::Row]);
    Group "group" Structure.with(&[ActiveDescendant]);
    Heading "heading" Structure.named_from_contents().requires(Attributes::of(&[Level]));
    Image "image" Structure.opaque();
    Insertion "insertion" Structure.nameless();
    Link "link" Widget.named_from_contents().with(&[Expanded]);
    List "list" Structure.owns(&[Role::ListItem]);
    ListBox "listbox" Composite.owns(&[Role::Option, Role::Group]).supports(FIELD)
        .with(&[ActiveDescendant, Expanded, MultiSelectable, Orientation])
        .implies(&[(Orientation, "vertical")]);
    ListItem "listitem" Structure.supports(PLACE).with(&[Level])
        .inside(&[Role::List, Role::Directory]);
    Log "log" Live.implies(&[(Live, "polite")]);
    Main "main" Landmark;
    Mark "mark" Structure.nameless();
    Marquee "marquee" Live.implies(&[(Live, "off")]);
    Math "math" Structure;
    Menu "menu" Composite.owns(MENU_ITEMS).with(&[ActiveDescendant, Orientation])
        .implies(&[(Orientation, "vertical")]);
    MenuBar "menubar" Composite.owns(MENU_ITEMS).with(&[ActiveDescendant, Orientation])
        .implies(&[(Orientation, "horizontal")]);
    MenuItem "menuitem" Widget.named_from_contents().supports(PLACE).with(&[Expanded]).inside(MENUS);
    MenuItemCheckbox "menuitemcheckbox" Widget.named_from_contents().opaque().supports(PLACE)
        .supports(FIELD).with(&[Expanded]).requires(Attributes::of(&[Checked])).inside(MENUS);
    MenuItemRadio "menuitemradio" Widget.named_from_contents().opaque().supports(PLACE)
        .supports(FIELD).with(&[Expanded]).requires(Attributes::of(&[Checked])).inside(MENUS);
    Meter "meter" Structure.opaque().supports(RANGE).requires(Attributes::of(&[ValueNow]))
        .implies(&[(ValueMin, "0"), (ValueMax, "100")]);
    Navigation "navigation" Landmark;
    None "none" Structure.meaningless();
    Note "note" Structure;
    Option "option" Widget.named_from_contents().opaque().supports(PLACE).with(&[Checked])
        .requires(Attributes::of(&[Selected])).implies(&[(Selected, "false")])
        .inside(&[Role::Group, Role::ListBox]);
    Paragraph "paragraph" Structure.nameless();
    ProgressBar "progressbar" Widget.opaque().supports(RANGE)
        .implies(&[(ValueMin, "0"), (ValueMax, "100")]);
    Radio "radio" Widget.named_from_contents().opaque().supports(PLACE)
        .requires(Attributes::of(&[Checked]));
    RadioGroup "radiogroup" Composite.supports(FIELD).with(&[ActiveDescendant, Orientation]);
    Region "region" Landmark;
    Row "row" Structure.named_from_contents().owns(CELLS).inside(&[Role::Table, Role::Grid, Role::TreeGrid, Role::RowGroup])
        .supports(PLACE)
        .with(&[ActiveDescendant, ColIndex, Expanded, Level, RowIndex, RowIndexText, Selected]);
    RowGroup "rowgroup" Structure.owns(&[Role::Row]).inside(TABLES);
    RowHeader "rowheader" Structure.named_from_contents().supports(GRID_CELL).with(&[Sort])
        .inside(&[Role::Row]);
    ScrollBar "scrollbar" Widget.opaque().supports(RANGE).with(&[Orientation])
        .requires(Attributes::of(&[Controls, ValueNow]))
        .implies(&[(Orientation, "vertical"), (ValueMin, "0"), (ValueMax, "100")]);
    Search "search" Landmark;
    SearchBox "searchbox" Widget.supports(TEXT_FIELD);
    SectionFooter "sectionfooter" Structure;
    SectionHeader "sectionheader" Structure;
    Separator "separator" Structure.opaque().supports(RANGE).with(&[Orientation])
        .implies(&[(Orientation, "horizontal"), (ValueMin, "0"), (ValueMax, "100")]);
    Slider "slider" Widget.opaque().supports(RANGE).supports(FIELD).with(&[Orientation])
        .requires(Attributes::of(&[ValueNow]))
        .implies(&[(Orientation, "horizontal"), (ValueMin, "0"), (ValueMax, "100")]);
    SpinButton "spinbutton" Widget.supports(RANGE).supports(FIELD).with(&[ActiveDescendant]);
    Status "status" Live.implies(&[(Live, "polite"), (Atomic, "true")]);
    Strong "strong" Structure.nameless();
    Subscript "subscript" Structure.nameless();
    Suggestion "suggestion" Structure.nameless().owns(&[Role::Insertion, Role::Deletion]);
    Superscript "superscript" Structure.nameless();
    Switch "switch" Widget.named_from_contents().opaque().supports(FIELD).with(&[Expanded])
        .requires(Attributes::of(&[Checked]));
    Tab "tab" Widget.named_from_contents().opaque().supports(PLACE).with(&[Expanded, Selected])
        .inside(&[Role::TabList]).implies(&[(Selected, "false")]);
    Table "table" Structure.owns(ROWS).with(&[ColCount, RowCount]);
    TabList "tablist" Composite.owns(&[Role::Tab])
        .with(&[ActiveDescendant, Level, MultiSelectable, Orientation])
        .implies(&[(Orientation, "horizontal")]);
    TabPanel "tabpanel" Structure;
    Term "term" Structure;
    TextBox "textbox" Widget.supports(TEXT_FIELD);
    Time "time" Structure.nameless();
    Timer "timer" Live.implies(&[(Live, "off")]);
    ToolBar "toolbar" Structure.with(&[ActiveDescendant, Orientation])
        .implies(&[(Orientation, "horizontal")]);
    ToolTip "tooltip" Structure.named_from_contents();
    Tree "tree" Composite.owns(&[Role::TreeItem, Role::Group])
        .with(&[ActiveDescendant, MultiSelectable, Orientation, Required])
        .implies(&[(Orientation, "vertical")]);
    TreeGrid "treegrid" Composite.owns(ROWS).supports(FIELD)
        .with(&[ActiveDescendant, ColCount, MultiSelectable, Orientation, RowCount]);
    TreeItem "treeitem" Widget.named_from_contents().supports(PLACE)
        .with(&[Checked, Expanded, Level, Selected]).inside(&[Role::Group, Role::Tree]);

    DocAbstract "doc-abstract" Publication;
    DocAcknowledgments "doc-acknowledgments" Landmark;
    DocAfterword "doc-afterword" Landmark;
    DocAppendix "doc-appendix" Landmark;
    DocBackLink "doc-backlink" Publication.named_from_contents().with(&[Expanded]);
    DocBiblioEntry "doc-biblioentry" Publication.deprecated().supports(PLACE).with(&[Level]);
    DocBibliography "doc-bibliography" Landmark;
    DocBiblioRef "doc-biblioref" Publication.named_from_contents().with(&[Expanded]);
    DocChapter "doc-chapter" Landmark;
    DocColophon "doc-colophon" Publication;
    DocConclusion "doc-conclusion" Landmark;
    DocCover "doc-cover" Publication.opaque();
    DocCredit "doc-credit" Publication;
    DocCredits "doc-credits" Landmark;
    DocDedication "doc-dedication" Publication;
    DocEndnote "doc-endnote" Publication.deprecated().supports(PLACE).with(&[Level]);
    DocEndnotes "doc-endnotes" Landmark;
    DocEpigraph "doc-epigraph" Publication;
    DocEpilogue "doc-epilogue" Landmark;
    DocErrata "doc-errata" Landmark;
    DocExample "doc-example" Publication;
    DocFootnote "doc-footnote" Publication;
    DocForeword "doc-foreword" Landmark;
    DocGlossary "doc-glossary" Landmark;
    DocGlossRef "doc-glossref" Publication.named_from_contents().with(&[Expanded]);
    DocIndex "doc-index" Landmark;
    DocIntroduction "doc-introduction" Landmark;
    DocNoteRef "doc-noteref" Publication.named_from_contents().with(&[Expanded]);
    DocNotice "doc-notice" Publication;
    DocPageBreak "doc-pagebreak" Publication.opaque().with(&[Orientation]);
    DocPageFooter "doc-pagefooter" Publication.nameless();
    DocPageHeader "doc-pageheader" Publication.nameless();
    DocPageList "doc-pagelist" Landmark;
    DocPart "doc-part" Landmark;
    DocPreface "doc-preface" Landmark;
    DocPrologue "doc-prologue" Landmark;
    DocPullQuote "doc-pullquote" Publication;
    DocQna "doc-qna" Publication;
    DocSubtitle "doc-subtitle" Publication.named_from_contents().with(&[Level]);
    DocTip "doc-tip" Publication;
    DocToc "doc-toc" Landmark;

    GraphicsDocument "graphics-document" Structure;
    GraphicsObject "graphics-object" Structure.named_from_contents().with(&[ActiveDescendant]);
    GraphicsSymbol "graphics-symbol" Structure.opaque();

    Abbreviation "Abbr" Platform;
    Audio "Audio" Platform;
    Canvas "Canvas" Platform;
    ColorWell "ColorWell" Platform.supports(FIELD);
    Date "Date" Platform.supports(FIELD);
    DateTime "DateTime" Platform.supports(FIELD);
    DescriptionList "DescriptionList" Platform;
    Details "Details" Platform;
    DisclosureTriangle "DisclosureTriangle" Platform.named_from_contents().with(&[Expanded]);
    EmbeddedObject "EmbeddedObject" Platform;
    FigureCaption "Figcaption" Platform;
    FileInput "button" Platform.supports(FIELD);
    Frame "Iframe" Platform;
    InputTime "InputTime" Platform.supports(FIELD);
    LabelText "LabelText" Platform.nameless();
    Legend "Legend" Platform.nameless();
    LineBreak "LineBreak" Platform;
    PluginObject "PluginObject" Platform;
    Ruby "Ruby" Platform;
    RubyAnnotation "RubyAnnotation" Platform;
    RootWebArea "RootWebArea" Platform;
    SvgRoot "SvgRoot" Platform;
    Video "Video" Platform;
}
