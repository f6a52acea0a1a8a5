//! Inferred attributes: what is a guess about the person.
