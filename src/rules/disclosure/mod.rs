//! Disclosure: who else has the data.
