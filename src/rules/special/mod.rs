//! Special categories, offences and children.
