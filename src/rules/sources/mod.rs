//! Sources: where the data came from.
