//! What all packages of OpenDocument have: properties.

use crate::ingest::properties::Where;

/// Where the properties are.
pub(crate) const PROPERTIES: Where = Where {
    members: &["meta.xml"],
    names: &[
        ("initial-creator", "creator"),
        ("creator", "last-modified-by"),
        ("creation-date", "created"),
        ("date", "modified"),
        ("title", "title"),
        ("subject", "subject"),
        ("description", "description"),
        ("generator", "application"),
    ],
};
