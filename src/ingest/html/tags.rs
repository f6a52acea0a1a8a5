//! What each element of HTML is to this reader.

/// What an element does to the text around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A table.
    Table,
    /// A list of terms and descriptions: a table of two columns.
    List,
    /// Head, body or foot of a table.
    Group,
    /// A row.
    Row,
    /// A cell.
    Cell,
    /// A term of a list.
    Term,
    /// A description in a list.
    Description,
    /// Begins and ends a passage.
    Block,
    /// The same, with white space as written.
    Preformatted,
    /// Ends a line.
    Break,
    /// A field of a form; its value is text.
    Input,
    /// A field of choices; the one that is made is its text.
    Choice,
    /// A choice.
    Option,
    /// Holds nothing.
    Void,
    /// Holds what is no text: scripts, styles.
    Skip,
    /// The title of the page.
    Title,
    /// Text in the run of other text.
    Inline,
}

/// The role of an element by its name in lower case.
pub(super) fn role(name: &str) -> Role {
    match name {
        "table" => Role::Table,
        "dl" => Role::List,
        "thead" | "tbody" | "tfoot" => Role::Group,
        "tr" => Role::Row,
        "td" | "th" => Role::Cell,
        "dt" => Role::Term,
        "dd" => Role::Description,
        "pre" | "textarea" | "listing" | "xmp" | "plaintext" => Role::Preformatted,
        "br" => Role::Break,
        "input" => Role::Input,
        "select" => Role::Choice,
        "option" => Role::Option,
        "hr" | "img" | "meta" | "link" | "base" | "area" | "col" | "embed" | "param" | "source"
        | "track" | "wbr" | "frame" => Role::Void,
        "script" | "style" => Role::Skip,
        "title" => Role::Title,
        "p" | "div" | "li" | "ul" | "ol" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "section"
        | "article" | "header" | "footer" | "main" | "nav" | "aside" | "blockquote" | "form"
        | "fieldset" | "legend" | "caption" | "address" | "center" | "figure" | "figcaption"
        | "details" | "summary" | "dialog" | "body" | "html" | "head" | "noscript" | "template"
        | "iframe" | "object" => Role::Block,
        _ => Role::Inline,
    }
}
